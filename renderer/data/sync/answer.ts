import type { EntryId } from '#shared/ids.ts'
import {
  limits,
  logKey,
  type EntryItem,
  type LogPosition,
  type PageItem,
} from '#shared/wire/sync/index.ts'
import { send, type SyncContext } from './context.ts'
import type { Peer } from './peer.ts'
import { pageBytes } from './settings.ts'
import { addTheirEntries, raiseTheirs } from './standing.ts'

/** Sends one page of the envelopes asked for, original and in order within each log. */
export async function answerAsk(
  context: SyncContext,
  peer: Peer,
  asked: readonly LogPosition[],
): Promise<void> {
  const { store } = context.options
  const { device } = peer.link
  const places = new Map<string, number>()
  asked.forEach(({ log }, place) => {
    if (store.shares(log.scope, device)) places.set(logKey(log), place)
  })
  const found = places.size === 0 ? [] : await store.read(beyond(context, asked), device, pageBytes)
  const items: PageItem[] = []
  const last = new Map<string, number>()
  for (const { log, seq, bytes } of found) {
    const place = places.get(logKey(log))
    if (place === undefined || items.length === limits.pageItems) continue
    items.push({ place, seq, bytes })
    last.set(logKey(log), seq)
    raiseTheirs(context, peer, log, seq, 0)
  }
  const more = asked.some(({ log, seq }) => {
    const key = logKey(log)
    return places.has(key) && context.mine.get(key) > (last.get(key) ?? seq)
  })
  peer.unacknowledged = peer.unacknowledged.filter(({ key }) => !places.has(key))
  await send(peer, { type: 'page', items, more: more && items.length > 0 })
}

/** A vector that lacks nothing but what was asked for. */
function beyond(context: SyncContext, asked: readonly LogPosition[]): LogPosition[] {
  const named = new Set(asked.map(({ log }) => logKey(log)))
  const rest = Array.from(context.mine.all()).filter(({ log }) => !named.has(logKey(log)))
  return [...asked, ...rest.map(({ log }) => ({ log, seq: Number.MAX_SAFE_INTEGER }))]
}

/** Sends as many of the entries asked for as fit one page. */
export async function answerAskEntries(
  context: SyncContext,
  peer: Peer,
  asked: readonly EntryId[],
): Promise<void> {
  const items: EntryItem[] = []
  let size = 0
  let more = false
  for (const [place, id] of asked.entries()) {
    const [bytes] = context.options.store.entries([id])
    if (bytes === undefined) continue
    more = size + bytes.length > pageBytes && items.length > 0
    if (more) break
    items.push({ place, bytes })
    size += bytes.length
    addTheirEntries(context, peer, [id], 0)
  }
  await send(peer, { type: 'entries', items, more })
}
