import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createForum } from './world/forum.ts'
import type { LinkPair } from './world/memoryLink.ts'
import { entryNamed, logOf } from './world/names.ts'

const size = 5
const someone = fc.nat(size - 1)

/** One thing that happens to the forum, and how long nothing else happens after it. */
const step = fc.record({
  what: fc.constantFrom('write', 'write', 'sign', 'join', 'join', 'drop', 'hoard'),
  who: someone,
  other: someone,
  document: fc.constantFrom('agenda', 'parking', 'people'),
  length: fc.constantFrom(1, 10, 90_000),
  pause: fc.constantFrom(0, 1, 30, 300, 3_000),
})

test('whatever links come and go, all stores end the same once all are linked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 200 })),
      async (steps, delays) => {
        const forum = createForum(size, () => Number(delays.next().value))
        const links: LinkPair[] = []
        let entries = 0
        for (const { what, who, other, document, length, pause } of steps) {
          const log = logOf(who, document)
          const member = forum.member(who)
          if (what === 'write') member.write(log, 'x'.repeat(length))
          // Stored while nobody was told, as when a rotation was owed.
          if (what === 'hoard') member.store.write(logOf(who, document, 2), 'x'.repeat(length))
          if (what === 'sign') member.sign(entryNamed((entries += 1)))
          if (what === 'join' && who !== other) links.push(forum.join(who, other))
          if (what === 'drop') links.splice(other % (links.length + 1), 1)[0]?.drop()
          await forum.clock.pass(pause)
        }
        for (const link of links) link.drop()
        for (let index = 1; index < size; index++) forum.join(index, index - 1)
        await forum.clock.pass(120_000)
        const [first, ...rest] = forum.members.map(({ store }) => store.content())
        for (const content of rest) expect(content).toEqual(first)
        for (const member of forum.members) {
          expect(member.troubles).toEqual([])
          expect(member.status().every(({ linked, caughtUp }) => !linked || caughtUp)).toBe(true)
        }
      },
    ),
    { numRuns: 150 },
  )
})
