import type { DeviceId } from '#shared/ids.ts'
import type { Closure } from './closure.ts'
import type { Entry } from './types.ts'

/** Devices caught with two entries at one sequence. */
export interface Forks {
  /** By device, the first sequence at which it has two. */
  readonly from: ReadonlyMap<DeviceId, number>
  /** Each of their entries from there on, with the rivals it does not follow. */
  readonly rivals: ReadonlyMap<Entry, readonly Entry[]>
}

export function findForks({ entries, includes }: Pick<Closure, 'entries' | 'includes'>): Forks {
  const byPlace = new Map<string, Entry[]>()
  for (const entry of entries) {
    const place = `${entry.author} ${entry.seq}`
    const same = byPlace.get(place)
    if (same === undefined) byPlace.set(place, [entry])
    else same.push(entry)
  }
  const first = new Map<DeviceId, readonly Entry[]>()
  for (const rivals of byPlace.values()) {
    const [one] = rivals
    if (one === undefined || rivals.length < 2) continue
    const known = first.get(one.author)?.[0]
    if (known === undefined || one.seq < known.seq) first.set(one.author, rivals)
  }
  const from = new Map<DeviceId, number>()
  for (const [device, rivals] of first) from.set(device, rivals[0]?.seq ?? 0)
  const rivals = new Map<Entry, readonly Entry[]>()
  for (const entry of first.size > 0 ? entries : []) {
    const forked = first.get(entry.author)
    if (forked === undefined || entry.seq < (from.get(entry.author) ?? 0)) continue
    rivals.set(
      entry,
      forked.filter((rival) => !includes(entry.id, rival.id)),
    )
  }
  return { from, rivals }
}
