import type { FailureCode } from '#shared/failure.ts'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import type { Includes } from './innerView.ts'
import { maxMembers } from './limits.ts'
import type { Entry, View } from './types.ts'

/** A set of authorised entries closed under "parent of", in the order (Lamport, id). */
export interface Closure {
  readonly entries: readonly Entry[]
  readonly includes: Includes
  /** What held in the past of one entry. */
  pastOf(entry: Entry): View
}

/** What was found out about a closure before anything of it counts. */
export interface Voiding {
  readonly voided: ReadonlyMap<EntryId, FailureCode>
  readonly suspended: ReadonlySet<DeviceId>
}

/**
 * Which authorised entries do not count here, because of others that their authors did not know:
 *
 * - `fork-suspends`: two entries of one device at one sequence void both and what that device wrote
 *   after, except what is settled against every rival at that sequence.
 * - `revocation-takes-away-at-once`: a revocation voids a concurrent admission by its invitation
 *   unless the admission is settled against it.
 * - `rival-admissions`: of two admissions by one invitation the settled one stands, else the lower
 *   Lamport, else the lower id.
 * - `void-authors-write-nothing`: what a device wrote is void when no admission of it counts.
 * - `last-comes-not-in`: over 12 members, admissions not settled against a concurrent one are voided
 *   from the highest Lamport and id down until 12 are left (without such, simply the last).
 *
 * Voiding depends on the set alone and not on the order in which it came.
 */
export function findVoided(closure: Closure): Voiding {
  const { suspended, forks } = findForks(closure)
  const settled = settledIn(closure, suspended)
  const voided = new Map<EntryId, FailureCode>()
  for (const [entry, rivals] of forks) {
    if (!rivals.every((rival) => settled(entry, rival))) voided.set(entry.id, 'sequence-fork')
  }
  const admissions = closure.entries.filter((entry) => entry.type === 'member.admit')
  for (const admission of admissions) {
    if (losesInvitation(closure, admissions, admission, settled)) {
      voided.set(admission.id, 'invitation-used')
    }
  }
  voidWhatFollows(closure, voided)
  while (voidOneOverfull(closure, admissions, voided, settled)) voidWhatFollows(closure, voided)
  return { voided, suspended }
}

type Settled = (entry: Entry, rival: Entry) => boolean

function concurrent(closure: Closure, a: Entry, b: Entry): boolean {
  return !closure.includes(a.id, b.id) && !closure.includes(b.id, a.id)
}

/** Devices with two entries at one sequence, and each of their entries from there with its rivals. */
function findForks({ entries, includes }: Closure): {
  suspended: Set<DeviceId>
  forks: Map<Entry, readonly Entry[]>
} {
  const byPlace = new Map<string, Entry[]>()
  for (const entry of entries) {
    const place = `${entry.author} ${entry.seq}`
    byPlace.set(place, [...(byPlace.get(place) ?? []), entry])
  }
  const firstFork = new Map<DeviceId, Entry[]>()
  for (const rivals of byPlace.values()) {
    const [first] = rivals
    if (first === undefined || rivals.length < 2) continue
    const known = firstFork.get(first.author)?.[0]
    if (known === undefined || first.seq < known.seq) firstFork.set(first.author, rivals)
  }
  const forks = new Map<Entry, readonly Entry[]>()
  for (const entry of firstFork.size > 0 ? entries : []) {
    const rivals = firstFork.get(entry.author)
    if (rivals === undefined || entry.seq < (rivals[0]?.seq ?? 0)) continue
    forks.set(
      entry,
      rivals.filter((rival) => !includes(entry.id, rival.id)),
    )
  }
  return { suspended: new Set(firstFork.keys()), forks }
}

/**
 * An entry is settled against a rival when more than half of the members active at it have
 * acknowledged it without the rival in their past. A member acknowledges by any entry of its
 * longest-enrolled device; a suspended device counts for no side. A device's entries are a chain, so
 * it counts for one side only, and two rivals are never both settled.
 */
function settledIn(closure: Closure, suspended: ReadonlySet<DeviceId>): Settled {
  const byAuthor = new Map<DeviceId, Entry[]>()
  function entriesOf(device: DeviceId): readonly Entry[] {
    if (byAuthor.size === 0) {
      for (const entry of closure.entries) {
        const own = byAuthor.get(entry.author)
        if (own === undefined) byAuthor.set(entry.author, [entry])
        else own.push(entry)
      }
    }
    return byAuthor.get(device) ?? []
  }
  return (entry, rival) => {
    const { members } = closure.pastOf(entry)
    let acknowledged = 0
    for (const { devices } of members.values()) {
      const [device] = devices
      if (device === undefined || suspended.has(device)) continue
      const first = entriesOf(device).find((own) => closure.includes(own.id, entry.id))
      if (first !== undefined && !closure.includes(first.id, rival.id)) acknowledged++
    }
    return acknowledged * 2 > members.size
  }
}

function losesInvitation(
  closure: Closure,
  admissions: readonly Entry[],
  admission: Entry,
  settled: Settled,
): boolean {
  const { body } = admission
  if (body.type !== 'member.admit') return false
  for (const other of closure.entries) {
    if (other.body.type !== 'invite.revoke' || other.body.invitation !== body.invitation) continue
    if (concurrent(closure, admission, other) && !settled(admission, other)) return true
  }
  for (const rival of admissions) {
    if (rival === admission || rival.body.type !== 'member.admit') continue
    if (rival.body.invitation !== body.invitation) continue
    if (settled(rival, admission)) return true
    if (!settled(admission, rival) && isBefore(rival, admission)) return true
  }
  return false
}

/** Voids what devices wrote of which no admission counts, down the order so that it carries on. */
function voidWhatFollows({ entries }: Closure, voided: Map<EntryId, FailureCode>): void {
  const active = new Set<DeviceId>()
  for (const entry of entries) {
    if (entry.type === 'genesis') active.add(entry.author)
    else if (!active.has(entry.author)) {
      if (!voided.has(entry.id)) voided.set(entry.id, 'device-not-active')
    }
    if (entry.body.type === 'member.admit' && !voided.has(entry.id))
      active.add(entry.body.device.id)
  }
}

function voidOneOverfull(
  closure: Closure,
  admissions: readonly Entry[],
  voided: Map<EntryId, FailureCode>,
  settled: Settled,
): boolean {
  const standing = admissions.filter((admission) => !voided.has(admission.id))
  const devices = new Set(
    standing.map(({ body }) => body.type === 'member.admit' && body.device.id),
  )
  if (devices.size < maxMembers) return false
  const fromLast = standing.reverse()
  const last =
    fromLast.find((admission) =>
      standing.some((other) => concurrent(closure, admission, other) && !settled(admission, other)),
    ) ?? fromLast[0]
  if (last === undefined) return false
  voided.set(last.id, 'forum-full')
  return true
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.lamport !== b.lamport ? a.lamport < b.lamport : a.id < b.id
}
