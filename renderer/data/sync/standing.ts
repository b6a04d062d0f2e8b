import type { EntryId } from '#shared/ids.ts'
import { logKey, type LogName } from '#shared/wire/sync/index.ts'
import type { SyncContext } from './context.ts'
import type { Peer } from './peer.ts'

/** We hold `log` up to `seq`: what that changes towards everybody. */
export function raiseMine(context: SyncContext, log: LogName, seq: number): void {
  if (!context.mine.raise(log, seq)) return
  const key = logKey(log)
  for (const peer of context.peers) {
    if (peer.theirs.get(key) <= context.mine.get(key)) {
      peer.behind.delete(key)
      peer.fruitless.delete(key)
    } else if (peer.fruitless.delete(key)) {
      // What did not fit before may fit now that we have come further.
      const what = { log, seq: peer.theirs.get(key) }
      peer.behind.set(key, { what, notBefore: 0 })
    }
    compareAhead(context, peer, log, key)
  }
}

/** Looks at the store anew: an accepted snapshot may have brought logs further than we were told. */
export async function refreshMine(context: SyncContext): Promise<void> {
  for (const { log, seq } of await context.options.store.vector()) raiseMine(context, log, seq)
}

/** It holds `log` up to `seq`; what we lack of it may be asked for after `notBefore`. */
export function raiseTheirs(
  context: SyncContext,
  peer: Peer,
  log: LogName,
  seq: number,
  notBefore: number,
): void {
  const grew = peer.theirs.raise(log, seq)
  const key = logKey(log)
  const lacking = peer.theirs.get(key) > context.mine.get(key)
  if (lacking && (grew || peer.fruitless.has(key))) {
    peer.fruitless.delete(key)
    const before = peer.behind.get(key)
    const earlier = Math.min(before?.notBefore ?? notBefore, notBefore)
    peer.behind.set(key, { what: { log, seq: peer.theirs.get(key) }, notBefore: earlier })
  }
  compareAhead(context, peer, log, key)
}

/** Whether what we hold beyond it concerns it at all. */
export function compareAhead(context: SyncContext, peer: Peer, log: LogName, key: string): void {
  const more = context.mine.get(key) > peer.theirs.get(key)
  if (more && context.options.store.shares(log.scope, peer.link.device)) peer.ahead.add(key)
  else peer.ahead.delete(key)
}

/** It holds these entries; those we lack may be asked for after `notBefore`. */
export function addTheirEntries(
  context: SyncContext,
  peer: Peer,
  ids: readonly EntryId[],
  notBefore: number,
): void {
  for (const id of ids) {
    if (peer.theirEntries.has(id)) continue
    peer.theirEntries.add(id)
    if (!context.myEntries.has(id)) peer.entriesBehind.set(id, notBefore)
  }
}

/** We hold these entries. */
export function addMyEntries(context: SyncContext, ids: Iterable<EntryId>): void {
  for (const id of ids) {
    if (context.myEntries.has(id)) continue
    context.myEntries.add(id)
    for (const peer of context.peers) {
      peer.entriesBehind.delete(id)
      peer.fruitlessEntries.delete(id)
    }
  }
}

/** Everything given up is wanted again, from everybody who has it. */
export function wantAgain(context: SyncContext): void {
  for (const peer of context.peers) {
    for (const [key, what] of peer.fruitless) peer.behind.set(key, { what, notBefore: 0 })
    peer.fruitless.clear()
    for (const id of peer.fruitlessEntries) peer.entriesBehind.set(id, 0)
    peer.fruitlessEntries.clear()
  }
}
