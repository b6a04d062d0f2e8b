import type { EntryId } from '#shared/ids.ts'
import {
  inWireOrder,
  limits,
  logKey,
  type LogPosition,
  type PageItem,
} from '#shared/wire/sync/index.ts'
import { send, type SyncContext } from './context.ts'
import type { Asked, Peer } from './peer.ts'
import { answerPatience } from './settings.ts'

/**
 * Asks for what is lacking: entries before envelopes, each from one device at a time, one question
 * of each sort open per link. Whatever may only be asked for later is planned again then.
 */
export function plan(context: SyncContext): void {
  const now = context.options.clock.now()
  const soon: number[] = []
  for (const peer of context.peers) {
    if (peer.phase !== 'open') continue
    if (peer.askedEntries === null && peer.entriesBehind.size > 0)
      askForEntries(context, peer, now, soon)
    if (peer.asked === null && peer.behind.size > 0 && peer.entriesBehind.size === 0)
      askForLogs(context, peer, now, soon)
  }
  if (soon.length > 0)
    planAt(
      context,
      soon.reduce((least, at) => Math.min(least, at)),
    )
}

/** Plans at the given time of the clock, unless that happens earlier anyway. */
function planAt(context: SyncContext, at: number): void {
  const { timers, options } = context
  if (timers.plan !== null && timers.plan.at <= at) return
  timers.plan?.cancel()
  const cancel = options.clock.after(Math.max(0, at - options.clock.now()), () => {
    timers.plan = null
    plan(context)
  })
  timers.plan = { at, cancel }
}

function askForEntries(context: SyncContext, peer: Peer, now: number, soon: number[]): void {
  const taken = new Set<EntryId>()
  for (const other of context.peers) for (const id of other.askedEntries?.what ?? []) taken.add(id)
  const ids: EntryId[] = []
  for (const [id, notBefore] of peer.entriesBehind) {
    if (taken.has(id)) continue
    if (notBefore > now) soon.push(notBefore)
    else ids.push(id)
    if (ids.length === limits.askEntries) break
  }
  if (ids.length === 0) return
  peer.askedEntries = question(context, peer, ids)
  void send(peer, { type: 'askEntries', entryIds: ids })
}

function askForLogs(context: SyncContext, peer: Peer, now: number, soon: number[]): void {
  const taken = new Set<string>()
  for (const other of context.peers)
    for (const { log } of other.asked?.what ?? []) taken.add(logKey(log))
  const logs: LogPosition[] = []
  for (const [key, { what, notBefore }] of peer.behind) {
    if (taken.has(key)) continue
    if (notBefore > now) soon.push(notBefore)
    else logs.push({ log: what.log, seq: context.mine.get(key) })
    if (logs.length === limits.askLogs) break
  }
  if (logs.length === 0) return
  const sorted = inWireOrder(logs)
  peer.asked = question(context, peer, sorted)
  void send(peer, { type: 'ask', logs: sorted })
}

/**
 * Asks the same device for what comes after a page of the logs that it was asked for; resolves when
 * the question has left.
 */
export function askOn(
  context: SyncContext,
  peer: Peer,
  asked: readonly LogPosition[],
  page: readonly PageItem[],
): Promise<void> {
  const ends = new Map(page.map(({ place, seq }) => [place, seq]))
  const logs = asked.map(({ log, seq }, place) => ({ log, seq: ends.get(place) ?? seq }))
  peer.asked = question(context, peer, logs)
  return send(peer, { type: 'ask', logs })
}

function question<T>(context: SyncContext, peer: Peer, what: readonly T[]): Asked<T> {
  const cancel = context.options.clock.after(answerPatience, () =>
    peer.link.close({ code: 'link-closed', detail: 'a question was not answered' }),
  )
  return { what, cancel }
}
