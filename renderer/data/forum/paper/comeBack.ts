import {
  createDevice,
  createReturnProof,
  createReturnRequest,
  decodeEntry,
  type Entry,
  openReturnWay,
  readReturnMessage,
  readReturnOffer,
  readReturnRefusal,
  type RecoveryKit,
  recoveryKeys,
  reduceChain,
  type ReturnMessage,
  returnRoom,
  type Sodium,
  verifyReturn,
  type Waybill,
} from '#crypto'
import type { EntryId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import { createWritable } from '../../readable.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { Admission } from '../joining/join.ts'
import { fetchBundle } from '../keys/fetchBundle.ts'
import type { ComeBack, Returning } from './types.ts'

/** What coming back needs. `keep` stores what came before it counts. */
export interface ComeBackSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly kit: RecoveryKit
  readonly keep: (admission: Admission) => Promise<Result<null>>
}

/** While nobody answers the request is left again after this, then ever more seldom; in milliseconds. */
const firstPatience = 20_000
const longestPatience = 300_000
/** Four times the computers of a full forum: whoever only says that they are one must not go on for ever. */
const mostOffers = 144
const mostWays = 16

/**
 * Comes back by the printed sheet: asks, signs for its new keys to whoever offers, and takes the
 * forum that it is led to if that is the forum on the paper and this device is in it by this very
 * key. Whatever does not lead there is passed over and waiting goes on.
 */
export function startComeBack(sources: ComeBackSources): ComeBack {
  const { sodium, relay, kit, keep } = sources
  const { signing } = recoveryKeys(sodium, kit.recoveryKey)
  const room = returnRoom(sodium, kit.forum, signing.publicKey)
  const device = createDevice(sodium)
  const { conversation, seal } = createReturnRequest(sodium, room, device, signing)
  const returning = createWritable<Returning>({ stage: 'waiting', refused: null })
  // All that was ever led to: whoever shows an older chain cannot hide what another one showed.
  const known = new Map<EntryId, Entry>()
  let offers = 0
  let ways = 0
  let patience = firstPatience
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const mailbox = relay.openMailbox(room.mailbox, {
    from: 0,
    async onBlob(_cursor, bytes) {
      const message = readReturnMessage(sodium, room, bytes)
      if (message.ok && message.value.conversation === conversation) await hear(message.value)
    },
    onForgotten: () => void mailbox.append(seal()),
  })

  function ask(): void {
    void mailbox.append(seal())
    timer = setTimeout(askAgain, patience)
    patience = Math.min(patience * 1.5, longestPatience)
  }

  /** Whoever answered may be gone again. */
  function askAgain(): void {
    if (returning.read().stage === 'answered') returning.set({ stage: 'waiting', refused: null })
    ask()
  }

  async function hear(message: ReturnMessage): Promise<void> {
    if (stopped) return
    if (message.kind === 'offer') onOffer(message)
    if (message.kind === 'refusal') onRefusal(message)
    const way = openReturnWay(sodium, room, device, message)
    if (way.ok) await onWay(way.value)
  }

  /** Whoever offers is told nothing that is not in the chain once one is in. */
  function onOffer(message: ReturnMessage): void {
    const offer = readReturnOffer(sodium, room, message)
    if (!offer.ok || offers >= mostOffers) return
    offers += 1
    const sealed = createReturnProof(sodium, room, device, signing, {
      conversation,
      ...offer.value,
    })
    returning.set({ stage: 'answered' })
    void mailbox.append(sealed)
  }

  /** A sentence to show, and nothing more: whoever was in the forum once could say so. */
  function onRefusal(message: ReturnMessage): void {
    const reason = readReturnRefusal(message)
    if (reason.ok) returning.set({ stage: 'waiting', refused: { code: reason.value } })
  }

  async function onWay(waybill: Waybill): Promise<void> {
    if (ways >= mostWays) return
    ways += 1
    const isStopped = () => stopped
    const fetched = await fetchBundle({ sodium, relay, forum: room.forum, isStopped }, waybill)
    if (!fetched.ok || stopped) return
    for (const bytes of fetched.value) {
      const entry = decodeEntry(sodium, bytes)
      if (entry.ok) known.set(entry.value.id, entry.value)
    }
    const entries = [...known.values()]
    const state = reduceChain(sodium, room.forum, entries)
    if (!verifyReturn(state, room, device).ok) return
    const kept = await keep({ forum: room.forum, device, state, entries })
    if (kept.ok) end({ stage: 'back', forum: room.forum })
    // Keys that do not open are somebody's mistake or malice; another may lead on.
    else if (kept.failure.code !== 'entry-not-authorised') stop(kept.failure)
  }

  function stop(failure: Failure): void {
    end({ stage: 'failed', failure })
  }

  function end(last: Returning): void {
    stopped = true
    clearTimeout(timer)
    returning.set(last)
    mailbox.close()
  }

  ask()
  return {
    returning,
    close() {
      stopped = true
      clearTimeout(timer)
      mailbox.close()
    },
  }
}
