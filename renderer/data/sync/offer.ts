import { logKey } from '#shared/wire/sync/index.ts'
import { tell, tellEntries } from './announce.ts'
import { send, type SyncContext } from './context.ts'
import type { Peer } from './peer.ts'
import { liveWindowBytes } from './settings.ts'
import { addMyEntries, addTheirEntries, raiseMine, raiseTheirs } from './standing.ts'
import type { PlacedEntry, PlacedEnvelope } from './types.ts'

/**
 * Something new is in the store. What this device wrote goes at once to every device that has all
 * before it; everything else is announced, and who lacks it asks.
 */
export function offer(context: SyncContext, envelope: PlacedEnvelope): void {
  const { log, seq, bytes } = envelope
  raiseMine(context, log, seq)
  if (log.device === context.options.device) {
    for (const peer of context.peers) {
      if (!takesLive(context, peer, envelope)) continue
      const key = logKey(log)
      peer.unacknowledged.push({ key, seq, bytes: bytes.length })
      raiseTheirs(context, peer, log, seq, 0)
      void send(peer, { type: 'live', envelopes: [bytes] })
    }
  }
  tell(context, log)
}

function takesLive(context: SyncContext, peer: Peer, { log, seq, bytes }: PlacedEnvelope): boolean {
  if (peer.phase !== 'open' || peer.theirs.get(logKey(log)) !== seq - 1) return false
  if (!context.options.store.shares(log.scope, peer.link.device)) return false
  const waiting = peer.unacknowledged.reduce((sum, sent) => sum + sent.bytes, 0)
  return waiting + bytes.length <= liveWindowBytes
}

/** New membership entries are in the store. */
export function offerEntries(
  context: SyncContext,
  entries: readonly PlacedEntry[],
  own: boolean,
): void {
  const ids = entries.map(({ id }) => id)
  addMyEntries(context, ids)
  if (own) {
    for (const peer of context.peers) {
      const lacking = entries.filter(({ id }) => !peer.theirEntries.has(id))
      if (peer.phase !== 'open') continue
      addTheirEntries(context, peer, ids, 0)
      for (const { bytes } of lacking) void send(peer, { type: 'liveEntries', entries: [bytes] })
    }
  }
  tellEntries(context, ids)
}
