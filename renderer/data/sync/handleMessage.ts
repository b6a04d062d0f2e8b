import { ok, fail, assertNever, type Result } from '#shared/result.ts'
import { limits, logKey, type SyncMessage } from '#shared/wire/sync/index.ts'
import { flushSoon } from './announce.ts'
import { answerAsk, answerAskEntries } from './answer.ts'
import { send, type SyncContext } from './context.ts'
import type { Peer } from './peer.ts'
import { plan } from './plan.ts'
import { askDelay } from './settings.ts'
import {
  addMyEntries,
  addTheirEntries,
  compareAhead,
  raiseTheirs,
  refreshMine,
} from './standing.ts'
import { takeEntries, takeEntryPage, takeEnvelopes, takePage } from './takeIn.ts'

/** First word on a link: which membership entries we hold. */
export function greet(context: SyncContext, peer: Peer): void {
  addMyEntries(context, context.options.store.entryIds())
  void send(peer, { type: 'hello', entryIds: context.options.store.entryIds() })
}

/**
 * Does what one message calls for. Fails with 'malformed' when it does not belong here, with
 * 'too-large' when it names more than there can be.
 */
export async function handleMessage(
  context: SyncContext,
  peer: Peer,
  message: SyncMessage,
): Promise<Result<void>> {
  const due = message.type === 'hello' || message.type === 'vector' ? message.type : 'open'
  if (peer.phase === 'closed') return ok(undefined)
  if (peer.phase !== due) return fail('malformed', `${message.type} out of turn`)
  const belongs = await act(context, peer, message)
  if (!belongs) return fail('malformed', `${message.type} that was not asked for`)
  // Many small messages must not grow what one large message may not hold.
  if (peer.theirs.count() > limits.vectorLogs || peer.theirEntries.size > limits.helloEntries)
    return fail('too-large', 'more logs or entries than a forum has')
  plan(context)
  return ok(undefined)
}

async function act(context: SyncContext, peer: Peer, message: SyncMessage): Promise<boolean> {
  const later = context.options.clock.now() + askDelay
  switch (message.type) {
    case 'hello':
      addTheirEntries(context, peer, message.entryIds, 0)
      peer.phase = 'vector'
      await sendVector(context, peer)
      return true
    case 'vector':
      for (const { log, seq } of message.logs) raiseTheirs(context, peer, log, seq, 0)
      for (const { log } of context.mine.all()) compareAhead(context, peer, log, logKey(log))
      peer.phase = 'open'
      return true
    case 'have':
      addTheirEntries(context, peer, message.entryIds, later)
      for (const { log, seq } of message.logs) {
        raiseTheirs(context, peer, log, seq, later)
        const named = logKey(log)
        peer.unacknowledged = peer.unacknowledged.filter(
          (sent) => sent.key !== named || sent.seq > seq,
        )
      }
      return true
    case 'askEntries':
      await answerAskEntries(context, peer, message.entryIds)
      return true
    case 'entries':
      return takeEntryPage(context, peer, message.items, message.more)
    case 'ask':
      await answerAsk(context, peer, message.logs)
      return true
    case 'page':
      return takePage(context, peer, message.items, message.more)
    case 'live':
      await takeEnvelopes(context, peer, message.envelopes)
      return true
    case 'liveEntries':
      await takeEntries(context, peer, message.entries)
      return true
    case 'presence':
      context.options.onPresence(message.bytes, peer.link.device)
      return true
    case 'private':
      await context.options.onPrivate?.(message.bytes, peer.link.device)
      return true
    default:
      return assertNever(message, 'A message from a device')
  }
}

async function sendVector(context: SyncContext, peer: Peer): Promise<void> {
  const { store } = context.options
  await refreshMine(context)
  const shared = Array.from(context.mine.all()).filter(({ log }) =>
    store.shares(log.scope, peer.link.device),
  )
  peer.greeted = true
  void send(peer, { type: 'vector', logs: shared })
  if (peer.entriesToTell.size > 0) flushSoon(context)
}
