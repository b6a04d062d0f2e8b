import type { EntryId } from '#shared/ids.ts'
import { logKey, type EntryItem, type LogPosition, type PageItem } from '#shared/wire/sync/index.ts'
import { tell, tellEntries } from './announce.ts'
import { trouble, type SyncContext } from './context.ts'
import type { Peer } from './peer.ts'
import { askOn } from './plan.ts'
import { createPositions } from './positions.ts'
import {
  addMyEntries,
  addTheirEntries,
  raiseMine,
  raiseTheirs,
  refreshMine,
  wantAgain,
} from './standing.ts'

/**
 * Hands many to the one door in, in their order and without waiting in between, so that the store
 * may keep them together: one strict commit for each would make a late joiner of thousands wait for
 * minutes. Then draws the conclusions, once for each log.
 */
export async function takeEnvelopes(
  context: SyncContext,
  peer: Peer,
  envelopes: readonly Uint8Array[],
): Promise<void> {
  const { store } = context.options
  const results = await Promise.all(
    envelopes.map((bytes) => store.receive(bytes, peer.link.device)),
  )
  const theirs = createPositions()
  const mine = createPositions()
  for (const result of results) {
    if (!result.ok) {
      trouble(context, peer, result.failure)
      continue
    }
    const { log, seq, outcome } = result.value
    theirs.raise(log, seq)
    if (outcome !== 'gap') mine.raise(log, seq)
  }
  for (const { log, seq } of theirs.all()) raiseTheirs(context, peer, log, seq, 0)
  for (const { log, seq } of mine.all()) {
    raiseMine(context, log, seq)
    tell(context, log)
  }
}

/**
 * Takes in a page; false when it does not answer what was asked. The next question leaves before
 * the page is opened, and a page is opened while the one before it is on its way to the disk: so
 * neither the other device, nor the disk, nor this one waits for the others. At most one page lies
 * behind, and the last one is stored when this resolves.
 */
export async function takePage(
  context: SyncContext,
  peer: Peer,
  items: readonly PageItem[],
  more: boolean,
): Promise<boolean> {
  const { asked, storing: before } = peer
  if (asked === null || items.some(({ place }) => place >= asked.what.length)) return false
  asked.cancel()
  if (more) await askOn(context, peer, asked.what, items)
  peer.storing = storePage(context, peer, asked.what, items, more)
  // Whether it failed is asked below, or when the next page comes.
  peer.storing.catch(() => undefined)
  await before
  if (!more) await peer.storing
  return true
}

async function storePage(
  context: SyncContext,
  peer: Peer,
  asked: readonly LogPosition[],
  items: readonly PageItem[],
  more: boolean,
): Promise<void> {
  const before = asked.map(({ log }) => context.mine.get(logKey(log)))
  await takeEnvelopes(
    context,
    peer,
    items.map(({ bytes }) => bytes),
  )
  await refreshMine(context)
  if (!more) peer.asked = null
  const named = new Set(items.map(({ place }) => place))
  asked.forEach(({ log }, place) => {
    const progressed = context.mine.get(logKey(log)) > (before[place] ?? 0)
    if (!progressed && (named.has(place) || !more))
      giveUp(peer, { log, seq: peer.theirs.get(logKey(log)) })
  })
}

/** Not asked of this device again until it has more of the log, or everything is wanted again. */
function giveUp(peer: Peer, what: LogPosition): void {
  const key = logKey(what.log)
  if (peer.behind.delete(key)) peer.fruitless.set(key, what)
}

/** Hands entries to the store; what is new goes round, and what was refused for want of it is wanted again. */
export async function takeEntries(
  context: SyncContext,
  peer: Peer,
  entries: readonly Uint8Array[],
): Promise<void> {
  const { store } = context.options
  const result = await store.receiveEntries(entries, peer.link.device)
  if (!result.ok) trouble(context, peer, result.failure)
  const fresh: EntryId[] = store.entryIds().filter((id) => !context.myEntries.has(id))
  if (fresh.length === 0) return
  addMyEntries(context, fresh)
  tellEntries(context, fresh)
  wantAgain(context)
}

/** Takes in the answer to `askEntries`; false when it does not answer what was asked. */
export async function takeEntryPage(
  context: SyncContext,
  peer: Peer,
  items: readonly EntryItem[],
  more: boolean,
): Promise<boolean> {
  const asked = peer.askedEntries
  if (asked === null || items.some(({ place }) => place >= asked.what.length)) return false
  const ids = items.flatMap(({ place }) => asked.what[place] ?? [])
  addTheirEntries(context, peer, ids, 0)
  if (items.length > 0)
    await takeEntries(
      context,
      peer,
      items.map(({ bytes }) => bytes),
    )
  asked.cancel()
  peer.askedEntries = null
  const named = new Set(ids)
  for (const id of asked.what) {
    if (context.myEntries.has(id) || (more && !named.has(id))) continue
    if (peer.entriesBehind.delete(id)) peer.fruitlessEntries.add(id)
  }
  return true
}
