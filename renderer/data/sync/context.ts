import type { EntryId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import { encodeSyncMessage, type SyncMessage } from '#shared/wire/sync/index.ts'
import type { Peer } from './peer.ts'
import { createPositions, type Positions } from './positions.ts'
import type { SyncOptions } from './types.ts'

/** What the parts of one sync share. */
export interface SyncContext {
  readonly options: SyncOptions
  readonly peers: Set<Peer>
  readonly mine: Positions
  readonly myEntries: Set<EntryId>
  /** Runs `plan` or `flush` later; at most one of each is waiting. */
  readonly timers: { plan: Timer | null; tell: Timer | null }
}

export interface Timer {
  readonly at: number
  readonly cancel: () => void
}

export function createContext(options: SyncOptions): SyncContext {
  return {
    options,
    peers: new Set(),
    mine: createPositions(),
    myEntries: new Set(),
    timers: { plan: null, tell: null },
  }
}

/** Sends a message; resolves below high water. A closed link swallows it. */
export function send(peer: Peer, message: SyncMessage): Promise<void> {
  if (peer.phase === 'closed') return Promise.resolve()
  return peer.link.send(encodeSyncMessage(message))
}

/** Reports what the store refused or why a link was closed. */
export function trouble(context: SyncContext, peer: Peer, failure: Failure): void {
  context.options.onTrouble?.(peer.link.device, failure)
}
