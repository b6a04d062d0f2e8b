import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type CountedEnvelope,
  type CutOff,
  type DeviceSecrets,
  type ForumState,
  reduceChain,
  removeMember,
  whatCounts,
} from '#crypto'
import type { DeviceId, EntryId, EnvelopeId, IncarnationId } from '#shared/ids.ts'
import {
  addMember,
  admit,
  fixedSodium,
  foundForum,
  invite,
  now,
  type TestForum,
  value,
} from './fixtures.ts'

const incarnation = 'aa'.repeat(16) as IncarnationId // 16 bytes
const document = 'agenda'

let forum: TestForum
let tomas: DeviceSecrets
let priya: DeviceSecrets
let zoe: DeviceSecrets
/** Before anybody was removed. */
let before: readonly EntryId[]

beforeAll(async () => {
  forum = foundForum(await fixedSodium(7))
  tomas = addMember(forum)
  priya = addMember(forum)
  zoe = addMember(forum)
  before = forum.state().heads
})

function idOf(device: DeviceId, seq: number): EnvelopeId {
  return `${device.slice(0, 60)}${seq.toString(16).padStart(4, '0')}` as EnvelopeId // 32 bytes
}

function envelope(
  { id: device }: { readonly id: DeviceId },
  seq: number,
  deps: readonly EnvelopeId[] = [],
  chainHeads = before,
): CountedEnvelope {
  const header = { scope: 'forum', document, device, incarnation, seq, deps, chainHeads }
  return { id: idOf(device, seq), header }
}

function log(author: DeviceSecrets, length: number): readonly CountedEnvelope[] {
  return Array.from({ length }, (_, at) => envelope(author, at + 1))
}

function endAt({ id: device }: DeviceSecrets, seq: number): readonly CutOff[] {
  return [{ scope: 'forum', document, device, incarnation, seq, id: idOf(device, seq) }]
}

/** The state in which the founder has removed these, one after the other, with these ends. */
function removed(...ends: readonly (readonly [DeviceSecrets, number])[]): ForumState {
  const { sodium, id, founder } = forum
  const entries = [...forum.entries]
  for (const [author, seq] of ends) {
    const state = reduceChain(sodium, id, entries)
    const member = state.devices.get(author.id)?.member
    if (member === undefined) throw new Error('A member is there')
    const cutOffs = seq === 0 ? [] : endAt(author, seq)
    entries.push(value(removeMember(sodium, state, founder, { clock: now, member, cutOffs })))
  }
  return reduceChain(sodium, id, entries)
}

const runOf = ({ id }: DeviceSecrets) => `${id} ${incarnation}`

describe('A log that has ended', () => {
  test('counts to its end, and others count whole', () => {
    const ends = whatCounts(removed([tomas, 2]), [...log(tomas, 4), ...log(zoe, 3)])
    expect([...ends]).toEqual([[runOf(tomas), 2]])
  })

  test('counts on to the last that somebody built on before they knew', () => {
    const built = envelope(zoe, 1, [idOf(tomas.id, 4)])
    const ends = whatCounts(removed([tomas, 2]), [...log(tomas, 5), built])
    expect(ends.get(runOf(tomas))).toBe(4)
  })

  test('does not count on for somebody who knew, or whose heads are not known here', () => {
    const state = removed([tomas, 2])
    const knew = envelope(zoe, 1, [idOf(tomas.id, 4)], state.heads)
    const unknown = ['ee'.repeat(32) as EntryId] // 32 bytes
    const unclear = envelope(priya, 1, [idOf(tomas.id, 5)], unknown)
    const ends = whatCounts(state, [...log(tomas, 5), knew, unclear])
    expect(ends.get(runOf(tomas))).toBe(2)
  })

  test('does not count on because its own author goes on', () => {
    const own = { ...envelope(tomas, 5, [idOf(tomas.id, 4)]) }
    const ends = whatCounts(removed([tomas, 2]), [...log(tomas, 4), own])
    expect(ends.get(runOf(tomas))).toBe(2)
  })

  test('keeps what was built on when the builder leaves later', () => {
    const built = envelope(zoe, 1, [idOf(tomas.id, 4)])
    const ends = whatCounts(removed([tomas, 2], [zoe, 1]), [...log(tomas, 5), built])
    expect([ends.get(runOf(tomas)), ends.get(runOf(zoe))]).toEqual([4, 1])
  })

  test('cannot be held up by another that has ended', () => {
    const byZoe = envelope(zoe, 1, [idOf(tomas.id, 3)])
    const byTomas = envelope(tomas, 4, [idOf(zoe.id, 1)])
    const ends = whatCounts(removed([tomas, 2], [zoe, 0]), [...log(tomas, 3), byTomas, byZoe])
    expect([ends.get(runOf(tomas)), ends.get(runOf(zoe))]).toEqual([2, 0])
  })

  test('is held up by another that somebody inside built on in turn', () => {
    const byZoe = envelope(zoe, 1, [idOf(tomas.id, 3)])
    const byPriya = envelope(priya, 1, [idOf(zoe.id, 1)])
    const ends = whatCounts(removed([tomas, 2], [zoe, 0]), [...log(tomas, 3), byZoe, byPriya])
    expect([ends.get(runOf(tomas)), ends.get(runOf(zoe))]).toEqual([3, 1])
  })

  test('counts as far as a snapshot goes that was written before its author knew', () => {
    const byPriya = envelope(priya, 1, [idOf(tomas.id, 3)])
    const snapshot = { ...byPriya, header: { ...byPriya.header, document: 'agenda@ab' } }
    const ends = whatCounts(removed([tomas, 2]), log(tomas, 4), [snapshot])
    expect(ends.get(runOf(tomas))).toBe(3)
  })

  test('counts only to before its end when another envelope stands there', () => {
    const other = { ...envelope(tomas, 2), id: 'dd'.repeat(32) as EnvelopeId } // 32 bytes
    const ends = whatCounts(removed([tomas, 2]), [envelope(tomas, 1), other, envelope(tomas, 3)])
    expect(ends.get(runOf(tomas))).toBe(1)
  })

  test('counts for nothing by itself when the admission of its author was undone', () => {
    const { state, device } = rivals()
    const heads = [...state.dag.entriesOf(forum.founder.id)].map(({ id }) => id).slice(-1)
    const written = [1, 2].map((seq) => envelope(device, seq, [], heads))
    expect(whatCounts(state, written).get(runOf(device))).toBe(0)
  })
})

/** Two let somebody in by one invitation at the same moment; the device of whoever lost. */
function rivals(): { readonly state: ForumState; readonly device: DeviceSecrets } {
  const { sodium, id, founder } = forum
  const { seed, entry } = invite(sodium, forum.state(), founder)
  const entries = [...forum.entries, entry]
  const state = reduceChain(sodium, id, entries)
  const both = [founder, priya].map((host) => admit(sodium, state, host, entry.id, seed))
  entries.push(...both.map((each) => value(each.entry)))
  const after = reduceChain(sodium, id, entries)
  const lost = both.find(({ joiner }) => !after.devices.has(joiner.id))
  if (lost === undefined) throw new Error('One of them lost')
  return { state: after, device: lost.joiner }
}

describe('Whoever holds the same', () => {
  test('decides the same, whatever came first, and more only lets more count', () => {
    const devices = [tomas, zoe, priya]
    const state = removed([tomas, 2], [zoe, 1])
    const made = fc.array(
      fc.record({
        by: fc.nat(2),
        on: fc.array(fc.record({ of: fc.nat(2), seq: fc.integer({ min: 1, max: 6 }) }), {
          maxLength: 3,
        }),
        knows: fc.boolean(),
      }),
      { maxLength: 18 },
    )
    fc.assert(
      fc.property(
        made,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (drafts, random) => {
          const lengths = [0, 0, 0]
          const all = drafts.flatMap(({ by, on, knows }) => {
            const author = devices[by]
            const seq = (lengths[by] ?? 0) + 1
            lengths[by] = seq
            // A log names only what was there before.
            const deps = on.flatMap(({ of, seq: at }) => {
              const other = devices[of]
              return other !== undefined && of !== by && at <= (lengths[of] ?? 0)
                ? [idOf(other.id, at)]
                : []
            })
            return author === undefined
              ? []
              : [envelope(author, seq, deps, knows ? state.heads : before)]
          })
          const whole = whatCounts(state, all)
          const keyed = all.map((each) => ({ each, key: random.next().value }))
          const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ each }) => each)
          expect(new Map([...whatCounts(state, shuffled)].sort())).toEqual(
            new Map([...whole].sort()),
          )
          const some = all.slice(0, Math.floor(all.length / 2))
          for (const [run, end] of whatCounts(state, some))
            expect(whole.get(run) ?? Infinity).toBeGreaterThanOrEqual(end)
        },
      ),
      { numRuns: 300 },
    )
  })
})
