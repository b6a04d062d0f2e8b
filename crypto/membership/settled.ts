import type { DeviceId } from '#shared/ids.ts'
import { byAuthor } from './closure.ts'
import type { Closure } from './closure.ts'
import type { Footing } from './footing.ts'
import { votersOf } from './signatures.ts'
import type { Entry } from './types.ts'

export type Settled = (entry: Entry, rival: Entry) => boolean

/**
 * A member acknowledges an entry by any entry of its longest-enrolled device that has it in its
 * past. An entry is settled against a rival when it was acknowledged without the rival by
 *
 * - more than half of the members active at it,
 * - more than half of those active at it or at the rival, so that no two rivals are both settled:
 *   a device's entries are a chain, so it counts for one side only;
 * - at least half of those active at the rival, so that nobody settles something by admitting or
 *   removing others first on a branch of their own (decision 0017).
 *
 * Whoever left by itself before it knew of either is not asked. Entries of a device from where it
 * forked count for no side.
 */
export function settledIn(closure: Closure, forkedFrom: ReadonlyMap<DeviceId, number>): Settled {
  const authors = byAuthor(closure.entries)
  const known = new Map<string, boolean>()

  function acknowledges(device: DeviceId, entry: Entry, rival: Entry): boolean {
    const first = firstWith(authors.get(device) ?? [], (own) => closure.includes(own.id, entry.id))
    if (first === undefined || first.seq >= (forkedFrom.get(device) ?? Infinity)) return false
    return !closure.includes(first.id, rival.id)
  }

  function decide(entry: Entry, rival: Entry): boolean {
    const footing = closure.footing(entry.id)
    const other = closure.footing(rival.id)
    if (footing === undefined || other === undefined) return false
    const knows = (device: DeviceId) => acknowledges(device, entry, rival)
    const here = [...votersOf(footing.past).values()]
    if (here.filter(knows).length * 2 <= here.length) return false
    const isAsked = (device: DeviceId) => !hasLeft(device, entry, rival)
    const either = atEither(footing, other).filter(isAsked)
    if (either.filter(knows).length * 2 <= either.length) return false
    const there = [...votersOf(other.past).values()].filter(isAsked)
    return there.filter(knows).length * 2 >= there.length
  }

  function hasLeft(device: DeviceId, entry: Entry, rival: Entry): boolean {
    const leave = authors.get(device)?.find(({ type }) => type === 'member.leave')
    if (leave === undefined) return false
    return !closure.includes(leave.id, entry.id) && !closure.includes(leave.id, rival.id)
  }

  return (entry, rival) => {
    const key = `${entry.id} ${rival.id}`
    const before = known.get(key)
    if (before !== undefined) return before
    const answer = decide(entry, rival)
    known.set(key, answer)
    return answer
  }
}

/** Of each member active at one or both the longest-enrolled device, of both if it is at both. */
function atEither(one: Footing, other: Footing): DeviceId[] {
  const voters = new Map([...votersOf(other.past), ...votersOf(one.past)])
  return [...voters].flatMap(([id, longest]) => {
    const there = other.past.members.get(id)?.devices ?? []
    const here = one.past.members.get(id)?.devices ?? []
    if (here.length === 0 || there.length === 0) return longest
    return here.find((each) => there.includes(each)) ?? []
  })
}

/** The first that holds, where all after one that holds do: a device's entries are a chain. */
function firstWith(entries: readonly Entry[], holds: (entry: Entry) => boolean): Entry | undefined {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = entries[middle]
    if (entry !== undefined && holds(entry)) high = middle
    else low = middle + 1
  }
  return entries[low]
}
