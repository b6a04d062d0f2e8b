import type { EntryId } from '#shared/ids.ts'
import type { LogName, LogPosition } from '#shared/wire/sync/index.ts'
import { createPositions, type Positions } from './positions.ts'
import type { Link } from './types.ts'

/** What is known of the device at the other end of one link. */
export interface Peer {
  readonly link: Link
  /** Which message must come next; 'open' when any may. */
  phase: 'hello' | 'vector' | 'open' | 'closed'
  /** Our vector is on its way, so that everything else may follow it. */
  greeted: boolean
  /** What it holds, or what is on its way to it. */
  readonly theirs: Positions
  readonly theirEntries: Set<EntryId>
  /** Logs of which it has more than we, and the time before which we do not ask. */
  readonly behind: Map<string, Wanted<LogPosition>>
  readonly entriesBehind: Map<EntryId, number>
  /** Logs of which we have more than it. */
  readonly ahead: Set<string>
  /** What it has but could not give us, or what our store refused. */
  readonly fruitless: Map<string, LogPosition>
  readonly fruitlessEntries: Set<EntryId>
  asked: Asked<LogPosition> | null
  askedEntries: Asked<EntryId> | null
  /** The newest page, on its way through the store. */
  storing: Promise<void>
  /** Sent unasked and not yet acknowledged. */
  unacknowledged: { readonly key: string; readonly seq: number; readonly bytes: number }[]
  /** Logs and entries of which it is to hear what we hold. */
  readonly toTell: Map<string, LogName>
  readonly entriesToTell: Set<EntryId>
  presence: { waiting: Uint8Array | null; sending: boolean }
}

export interface Wanted<T> {
  readonly what: T
  readonly notBefore: number
}

export interface Asked<T> {
  readonly what: readonly T[]
  readonly cancel: () => void
}

export function createPeer(link: Link): Peer {
  return {
    link,
    phase: 'hello',
    greeted: false,
    theirs: createPositions(),
    theirEntries: new Set(),
    behind: new Map(),
    entriesBehind: new Map(),
    ahead: new Set(),
    fruitless: new Map(),
    fruitlessEntries: new Set(),
    asked: null,
    askedEntries: null,
    storing: Promise.resolve(),
    unacknowledged: [],
    toTell: new Map(),
    entriesToTell: new Set(),
    presence: { waiting: null, sending: false },
  }
}
