import type { EntryId } from '#shared/ids.ts'
import { limits, logKey, type LogName } from '#shared/wire/sync/index.ts'
import { send, type SyncContext } from './context.ts'
import type { Peer } from './peer.ts'
import { tellDelay } from './settings.ts'

/**
 * Will say how far we hold `log`: to those who lack it that they may ask, to its sender that it
 * arrived, to all others that they need not offer it. Only whom the scope concerns hears of it.
 */
export function tell(context: SyncContext, log: LogName): void {
  const key = logKey(log)
  for (const peer of context.peers) {
    if (peer.greeted && context.options.store.shares(log.scope, peer.link.device))
      peer.toTell.set(key, log)
  }
  flushSoon(context)
}

/**
 * Will say that we hold these entries, also to those who have had our hello, which names the entries
 * of its moment, and not yet our vector.
 */
export function tellEntries(context: SyncContext, ids: readonly EntryId[]): void {
  for (const peer of context.peers) for (const id of ids) peer.entriesToTell.add(id)
  flushSoon(context)
}

/** Gathers for a while, then says all at once what there is to say. */
export function flushSoon(context: SyncContext): void {
  const { timers, options } = context
  if (timers.tell !== null) return
  const cancel = options.clock.after(tellDelay, () => {
    timers.tell = null
    for (const peer of context.peers) flush(context, peer)
  })
  timers.tell = { at: options.clock.now() + tellDelay, cancel }
}

function flush(context: SyncContext, peer: Peer): void {
  if (!peer.greeted) return
  const entryIds = [...peer.entriesToTell]
  const logs = Array.from(peer.toTell, ([key, log]) => ({ log, seq: context.mine.get(key) }))
  peer.entriesToTell.clear()
  peer.toTell.clear()
  while (entryIds.length > 0 || logs.length > 0) {
    void send(peer, {
      type: 'have',
      entryIds: entryIds.splice(0, limits.haveEntries),
      logs: logs.splice(0, limits.haveLogs),
    })
  }
}
