import type { EntryId } from '#shared/ids.ts'
import { logKey, type EntryItem, type LogPosition, type PageItem } from '#shared/wire/sync/index.ts'
import { tell, tellEntries } from './announce.ts'
import { trouble, type SyncContext } from './context.ts'
import type { Peer } from './peer.ts'
import { askOn } from './plan.ts'
import {
  addMyEntries,
  addTheirEntries,
  raiseMine,
  raiseTheirs,
  refreshMine,
  wantAgain,
} from './standing.ts'

/** Hands one envelope to the one door in and draws the conclusions. */
async function takeEnvelope(context: SyncContext, peer: Peer, bytes: Uint8Array): Promise<void> {
  const result = await context.options.store.receive(bytes, peer.link.device)
  if (!result.ok) return trouble(context, peer, result.failure)
  const { log, seq, outcome } = result.value
  raiseTheirs(context, peer, log, seq, 0)
  if (outcome === 'gap') return
  raiseMine(context, log, seq)
  tell(context, log)
}

/**
 * Hands over many in their order without waiting in between, so that the store may keep them
 * together: one strict commit for each would make a late joiner of thousands wait for minutes.
 */
export async function takeEnvelopes(
  context: SyncContext,
  peer: Peer,
  envelopes: readonly Uint8Array[],
): Promise<void> {
  await Promise.all(envelopes.map((bytes) => takeEnvelope(context, peer, bytes)))
}

/** Takes in a page; false when it does not answer what was asked. */
export async function takePage(
  context: SyncContext,
  peer: Peer,
  items: readonly PageItem[],
  more: boolean,
): Promise<boolean> {
  const { asked } = peer
  if (asked === null || items.some(({ place }) => place >= asked.what.length)) return false
  const before = asked.what.map(({ log }) => context.mine.get(logKey(log)))
  asked.cancel()
  // What comes after is on its way while this is opened and stored.
  if (more) askOn(context, peer, asked.what, items)
  await takeEnvelopes(
    context,
    peer,
    items.map(({ bytes }) => bytes),
  )
  await refreshMine(context)
  if (!more) peer.asked = null
  const named = new Set(items.map(({ place }) => place))
  asked.what.forEach(({ log }, place) => {
    const progressed = context.mine.get(logKey(log)) > (before[place] ?? 0)
    if (!progressed && (named.has(place) || !more))
      giveUp(peer, { log, seq: peer.theirs.get(logKey(log)) })
  })
  return true
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
