import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agendaOf, parkingLotOf } from '#renderer/data/docs/index.ts'
import type { Place } from '#renderer/data/docs/index.ts'
import { parseUpdate } from '#renderer/data/docs/parseUpdate.ts'
import type { MemberId } from '#shared/ids.ts'
import { codeOf, ids, must, openReplica } from './replica.ts'
import type { Replica } from './replica.ts'

type Step =
  | {
      readonly kind: 'edit'
      readonly who: number
      readonly what: number
      readonly a: number
      readonly b: number
      readonly text: string
    }
  | { readonly kind: 'deliver'; readonly from: number; readonly to: number; readonly count: number }

const who = fc.nat(ids.length - 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      who,
      what: fc.nat(9),
      a: fc.nat(20),
      b: fc.nat(20),
      text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '👍', '山', 'é'), maxLength: 10 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('deliver' as const),
      from: who,
      to: who,
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
)

/** One random thing a member does; what cannot be done is refused and changes nothing. */
function edit({ shared }: Replica, { who: by, what, a, b, text }: Step & { kind: 'edit' }): void {
  const agenda = agendaOf(shared)
  const parkingLot = parkingLotOf(shared)
  const { items, removed } = agenda.read()
  const { topics } = parkingLot.read()
  const item = items[a % Math.max(1, items.length)]
  const other = items[b % Math.max(1, items.length)]
  const topic = topics[a % Math.max(1, topics.length)]
  const beside: Place =
    other === undefined ? 'last' : b % 2 === 0 ? { before: other.id } : { after: other.id }
  const member = String(by).repeat(32) as MemberId
  switch (what) {
    case 0:
    case 1:
      must(agenda.addItem({ title: text, minutes: a }, beside))
      return
    case 2:
      if (item !== undefined) must(agenda.moveItem(item.id, beside))
      return
    case 3:
      if (item !== undefined) must(agenda.setItemTitle(item.id, text))
      return
    case 4:
      if (item !== undefined) must(agenda.removeItem(item.id))
      return
    case 5:
      if (removed[0] !== undefined) must(agenda.restoreItem(removed[0].id))
      return
    case 6:
      if (a % 2 === 0) shared.undo()
      else shared.redo()
      return
    case 7:
      must(parkingLot.addTopic({ title: `t${text}`, importance: a % 11 }))
      return
    case 8:
      if (topic !== undefined) must(parkingLot.hear(topic.id, member))
      return
    default: {
      const into = topics[b % Math.max(1, topics.length)]
      if (topic !== undefined && into !== undefined) parkingLot.mergeTopics(topic.id, into.id)
    }
  }
}

/** The mail between replicas: every pair has its own place in every log. */
function createPost(replicas: readonly Replica[]) {
  const had = new Map<string, number>()
  return (from: number, to: number, count: number) => {
    const source = replicas[from]
    const target = replicas[to]
    if (source === undefined || target === undefined || from === to) return
    const key = `${from}>${to}`
    const start = had.get(key) ?? 0
    const some = source.sent.slice(start, start + count)
    for (const update of some) {
      // The promise under test: in order, nothing an honest member wrote is ever refused.
      must(target.shared.check(update, source.clientId))
      // Deletes name no author: only the envelope's signature says whose they are.
      if (must(parseUpdate(update)).writes !== null)
        for (const forged of ids)
          if (forged !== source.clientId)
            expect(codeOf(target.shared.check(update, forged))).toBe('client-id-mismatch')
      must(target.shared.apply(update))
    }
    had.set(key, start + some.length)
  }
}

function play(steps: readonly Step[], order: readonly number[]): Replica[] {
  const replicas = ids.map((id) => openReplica(id))
  const post = createPost(replicas)
  for (const one of steps) {
    const replica = one.kind === 'edit' ? replicas[one.who] : undefined
    if (one.kind === 'deliver') post(one.from, one.to, one.count)
    else if (replica !== undefined) edit(replica, one)
  }
  for (const replica of replicas) replica.shared.flush()
  for (const pair of order) post(Math.floor(pair / 4), pair % 4, Number.MAX_SAFE_INTEGER)
  return replicas
}

describe('four members writing at once, each hearing of the others in any order', () => {
  test('end with the same agenda and parking lot, and every entry once', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 5, maxLength: 60 }),
        fc.shuffledSubarray([...Array(16).keys()], { minLength: 16 }),
        (steps, order) => {
          const replicas = play(steps, order)
          const [first, ...others] = replicas.map(({ shared }) => ({
            agenda: agendaOf(shared).read(),
            topics: parkingLotOf(shared).read(),
          }))
          for (const other of others) expect(other).toEqual(first)
          const seen = [...(first?.agenda.items ?? []), ...(first?.agenda.removed ?? [])]
          expect(new Set(seen.map((item) => item.id)).size).toBe(seen.length)
          const snapshot = openReplica(7)
          const one = replicas[0]
          if (one !== undefined) must(snapshot.shared.loadSnapshot(one.shared.encodeSnapshot()))
          expect(agendaOf(snapshot.shared).read()).toEqual(first?.agenda)
          for (const { shared, lost } of replicas) {
            expect(lost).toBe(0)
            shared.destroy()
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test('see an item at one place only when two of them moved it at once', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), fc.nat(5), (which, here, there) => {
        const a = openReplica(ids[0])
        const b = openReplica(ids[1])
        const added = must(
          agendaOf(a.shared).addItems(Array.from({ length: 6 }, (_, at) => ({ title: `${at}` }))),
        )
        for (const update of a.sent) must(b.shared.apply(update))
        const had = a.sent.length
        must(agendaOf(a.shared).moveItem(added[which] ?? '', { before: added[here] ?? '' }))
        must(agendaOf(b.shared).moveItem(added[which] ?? '', { after: added[there] ?? '' }))
        a.shared.flush()
        b.shared.flush()
        must(b.shared.applyAll(a.sent.slice(had)))
        must(a.shared.applyAll(b.sent))
        const items = agendaOf(a.shared).read().items
        expect(items).toEqual(agendaOf(b.shared).read().items)
        expect(items.map((item) => item.title).sort()).toEqual(['0', '1', '2', '3', '4', '5'])
        a.shared.destroy()
        b.shared.destroy()
      }),
    )
  })
})
