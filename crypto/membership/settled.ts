import type { DeviceId, MemberId } from '#shared/ids.ts'
import { byAuthor } from './closure.ts'
import type { Closure } from './closure.ts'
import type { Footing } from './footing.ts'
import { votersOf } from './signatures.ts'
import type { Entry } from './types.ts'

export type Settled = (entry: Entry, rival: Entry) => boolean

/**
 * A member acknowledges an entry by any entry of its longest-enrolled device that has it in its
 * past. An entry is settled against a rival when more than half of the members active at it have
 * acknowledged it without the rival in their past, and the rival can no longer come as far: half of
 * the members active at the rival have done so too, or more than half of those active at both.
 * A device's entries are a chain, so it counts for one side only; the second part of the sentence
 * makes sure that two rivals with different members are not both settled (decision 0017). Entries of
 * a device from where it forked count for no side.
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
    if (!isMajority(here, knows)) return false
    const there = [...votersOf(other.past).values()]
    return (
      there.filter(knows).length * 2 >= there.length || isMajority(common(footing, other), knows)
    )
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

/**
 * Whether an act that waits was known to more than half before they knew of the objection to it.
 * `acknowledged`: whose devices had written in the base already.
 */
export function cameTooLate(
  closure: Closure,
  act: { readonly id: Entry['id'] },
  objection: Entry,
  voters: ReadonlyMap<MemberId, DeviceId>,
  acknowledged: ReadonlySet<MemberId>,
  forkedFrom: ReadonlyMap<DeviceId, number>,
): boolean {
  const authors = byAuthor(closure.entries)
  const early = [...voters].filter(([member, device]) => {
    if (acknowledged.has(member)) return true
    const first = (authors.get(device) ?? []).find((own) => closure.includes(own.id, act.id))
    if (first === undefined || first.seq >= (forkedFrom.get(device) ?? Infinity)) return false
    return !closure.includes(first.id, objection.id)
  })
  return early.length * 2 > voters.size
}

/** Of each member active at both, the device that is longest enrolled at both. */
function common(one: Footing, other: Footing): DeviceId[] {
  return [...one.past.members].flatMap(([id, { devices }]) => {
    const there = other.past.members.get(id)?.devices
    return devices.find((each) => there?.includes(each)) ?? []
  })
}

function isMajority(
  voters: readonly DeviceId[],
  acknowledges: (device: DeviceId) => boolean,
): boolean {
  return voters.filter(acknowledges).length * 2 > voters.length
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
