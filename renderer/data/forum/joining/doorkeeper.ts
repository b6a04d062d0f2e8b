import {
  type AnswerState,
  type Candidate,
  checkSpokenWords,
  createAnswer,
  createRefusal,
  createWelcome,
  type DeviceSecrets,
  type DoorKeys,
  type DoorMessage,
  doorKeys,
  maxMembers,
  type ForumState,
  type JoinSession,
  type RefusalReason,
  type Sodium,
  spokenWords,
  verifyReveal,
} from '#crypto'
import type { EntryId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { parseName } from '#shared/model/people/index.ts'
import { decodeUtf8 } from '#shared/codec/index.ts'
import type { RelayLink } from '../../relay/index.ts'
import { createWritable } from '../../readable.ts'
import type { Arrival, Welcome } from '../types.ts'
import { openDoorMailbox } from './doorMailbox.ts'

/** What watching one invitation's door needs. */
export interface DoorkeeperSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly device: DeviceSecrets
  readonly invitation: { readonly entry: EntryId; readonly seed: Uint8Array }
  readonly state: () => ForumState
  readonly now: () => number
  /** Admits, opens new keys and answers the whole chain for the newcomer. */
  readonly admit: (candidate: Candidate) => Promise<Result<readonly Uint8Array[]>>
  /** Uses the invitation up without letting anybody in. */
  readonly revoke: () => Promise<Result<null>>
}

/** Why an invitation lets nobody in any more; null while it does. */
export function closedBecause(
  state: ForumState,
  entry: EntryId,
  now: number,
): RefusalReason | null {
  const invitation = state.invitations.get(entry)
  if (invitation === undefined || invitation.status === 'used') return 'invitation-used'
  if (invitation.status === 'revoked') return 'spoken-check-refused'
  if (now > invitation.expiresAt) return 'invitation-expired'
  return state.members.size >= maxMembers ? 'forum-full' : null
}

/**
 * Watches the door of one invitation of ours. One conversation at a time: whoever knocks meanwhile
 * waits. Nothing is admitted before the six words were typed on this side.
 */
export function createDoorkeeper(sources: DoorkeeperSources): Welcome {
  const { sodium } = sources
  const keys: DoorKeys = doorKeys(sodium, sources.invitation.seed)
  const arrival = createWritable<Arrival>({ stage: 'waiting' })
  let answer: AnswerState | null = null
  let arrived: { session: JoinSession; candidate: Candidate; name: string } | null = null

  const mailbox = openDoorMailbox(sodium, sources.relay, keys, (message) => {
    if (message.kind === 'knock') void onKnock(message)
    if (message.kind === 'reveal') onReveal(message)
  })

  async function onKnock(knock: DoorMessage): Promise<void> {
    const closed = closedBecause(sources.state(), sources.invitation.entry, sources.now())
    if (closed !== null) {
      await mailbox.send(createRefusal(sodium, keys, knock.conversation, closed))
      return
    }
    // The newest knock counts while nobody's words are being compared: the earlier one gave up.
    if (arrival.read().stage !== 'waiting' && arrival.read().stage !== 'failed') return
    const made = createAnswer(sodium, sources.state(), sources.device, {
      invitation: sources.invitation.entry,
      knock,
      clock: sources.now(),
    })
    if (!made.ok) return
    answer = made.value.state
    await mailbox.send(made.value.message)
  }

  function onReveal(reveal: DoorMessage): void {
    if (answer === null || answer.conversation !== reveal.conversation) return
    const verified = verifyReveal(sodium, answer, reveal)
    answer = null
    if (!verified.ok) {
      arrival.set({ stage: 'failed', failure: verified.failure })
      return
    }
    const { session, candidate, note } = verified.value
    const said = parseName(decodeUtf8(note) ?? '')
    const name = said.ok ? said.value : ''
    arrived = { session, candidate, name }
    arrival.set({ stage: 'comparing', name })
  }

  async function confirm(typedWords: string): Promise<Result<null>> {
    if (arrived === null) return fail('not-found', 'nobody at the door')
    const { session, candidate, name } = arrived
    const matched = checkSpokenWords(spokenWords(sodium, session.transcript), typedWords)
    if (!matched.ok) return matched
    arrival.set({ stage: 'admitting', name })
    const chain = await sources.admit(candidate)
    if (!chain.ok) {
      arrival.set({ stage: 'failed', failure: chain.failure })
      return chain
    }
    for (const part of createWelcome(sodium, session, chain.value)) {
      const sent = await mailbox.send(part)
      if (!sent.ok) {
        arrival.set({ stage: 'failed', failure: sent.failure })
        return sent
      }
    }
    arrived = null
    arrival.set({ stage: 'admitted', name })
    return ok(null)
  }

  async function refuse(): Promise<Result<null>> {
    const revoked = await sources.revoke()
    if (!revoked.ok) return revoked
    if (arrived !== null) {
      const { conversation } = arrived.session
      await mailbox.send(createRefusal(sodium, keys, conversation, 'spoken-check-refused'))
    }
    arrived = null
    arrival.set({ stage: 'failed', failure: { code: 'spoken-check-refused' } })
    return ok(null)
  }

  return { arrival, confirm, refuse, close: () => mailbox.close() }
}
