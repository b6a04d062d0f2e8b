import type { DeviceId, EntryId } from '#shared/ids.ts'
import type { Footing } from './footing.ts'
import type { Entry, InnerView } from './types.ts'

/**
 * The part of a set of entries in which something may not have known of something else. All of it
 * follows `base`, so nothing in it can change what held there.
 */
export interface Closure {
  /** In the order (Lamport, id), parents first. */
  readonly entries: readonly Entry[]
  /** What held at the last entry that everything here follows. */
  readonly base: InnerView
  readonly entry: (id: EntryId) => Entry | undefined
  readonly footing: (id: EntryId) => Footing | undefined
  /** Whether the first entry has the second in its past or is it. */
  readonly includes: (newer: EntryId, older: EntryId) => boolean
}

/** Entries of each author here, in the order of their sequences. */
export function byAuthor(entries: readonly Entry[]): ReadonlyMap<DeviceId, readonly Entry[]> {
  const authors = new Map<DeviceId, Entry[]>()
  for (const entry of entries) {
    const own = authors.get(entry.author)
    if (own === undefined) authors.set(entry.author, [entry])
    else own.push(entry)
  }
  return authors
}

/** Neither knew of the other. */
export function areConcurrent({ includes }: Closure, a: Entry, b: Entry): boolean {
  return a !== b && !includes(a.id, b.id) && !includes(b.id, a.id)
}

/** The order of everything: Lamport, then id. */
export function isBefore(a: Entry, b: Entry): boolean {
  return a.lamport !== b.lamport ? a.lamport < b.lamport : a.id < b.id
}
