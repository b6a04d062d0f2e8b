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
import type { FailureCode } from '#shared/failure.ts'
import type { EntryId, MemberId } from '#shared/ids.ts'
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
  /**
   * Admits, opens new keys and answers the whole chain for the newcomer. Fails as
   * 'signatures-missing' where it takes two; with `second` that member is asked, and it takes as
   * long as it takes.
   */
  readonly admit: (
    candidate: Candidate,
    name: string,
    second: MemberId | null,
  ) => Promise<Result<readonly Uint8Array[]>>
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

/** Somebody whose words are compared, or who was let in and is being told. */
interface Arrived {
  readonly session: JoinSession
  readonly candidate: Candidate
  readonly name: string
  readonly since: number
  /** The six words were typed. */
  isSure: boolean
  /** The chain for them, once they are admitted. */
  chain: readonly Uint8Array[] | null
}

/** Then somebody else may be asked. */
const mayAskAnother = new Set<FailureCode>(['ask-declined', 'ask-expired'])

/** How long somebody may take to compare before the next one at the door is heard, in milliseconds. */
const comparingPatience = 120_000

/** Old knocks come again with each opening of the mailbox: only the newest of many is answered. */
const gatherDelay = 250

/**
 * Watches the door of one invitation of ours. One conversation at a time: whoever knocks meanwhile
 * waits until it has ended or has stood still for two minutes. Nothing is admitted before the six
 * words were typed on this side.
 */
export function createDoorkeeper(sources: DoorkeeperSources): Welcome {
  const { sodium } = sources
  const keys: DoorKeys = doorKeys(sodium, sources.invitation.seed)
  const arrival = createWritable<Arrival>({ stage: 'waiting' })
  let answer: AnswerState | null = null
  let arrived: Arrived | null = null
  let nextKnock: DoorMessage | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let confirming = false

  const mailbox = openDoorMailbox(sodium, sources.relay, keys, (message) => {
    if (message.kind === 'knock') onKnock(message)
    if (message.kind === 'reveal') onReveal(message)
  })

  /** The newest knock counts: the earlier one gave up. */
  function onKnock(knock: DoorMessage): void {
    const closed = closedBecause(sources.state(), sources.invitation.entry, sources.now())
    if (closed !== null) return send(createRefusal(sodium, keys, knock.conversation, closed))
    nextKnock = knock
    clearTimeout(timer)
    timer = setTimeout(answerNext, gatherDelay)
  }

  function answerNext(): void {
    clearTimeout(timer)
    if (nextKnock === null) return
    const left = arrived === null ? 0 : arrived.since + comparingPatience - sources.now()
    if (confirming || left > 0) {
      timer = setTimeout(answerNext, Math.max(left, 1_000))
      return
    }
    const made = createAnswer(sodium, sources.state(), sources.device, {
      invitation: sources.invitation.entry,
      knock: nextKnock,
      clock: sources.now(),
    })
    nextKnock = null
    if (!made.ok) return
    answer = made.value.state
    send(made.value.message)
  }

  /** What does not verify is passed over: another holder of the code may say anything in between. */
  function onReveal(reveal: DoorMessage): void {
    if (confirming || answer === null || answer.conversation !== reveal.conversation) return
    const verified = verifyReveal(sodium, answer, reveal)
    if (!verified.ok) return
    answer = null
    const { session, candidate, note } = verified.value
    const said = parseName(decodeUtf8(note) ?? '')
    const name = said.ok ? said.value : ''
    arrived = { session, candidate, name, since: sources.now(), isSure: false, chain: null }
    arrival.set({ stage: 'comparing', name })
  }

  async function confirm(typedWords: string): Promise<Result<null>> {
    const one = arrived
    if (one === null || confirming) return fail('not-found', 'nobody at the door')
    const matched = checkSpokenWords(spokenWords(sodium, one.session.transcript), typedWords)
    if (!matched.ok) return matched
    one.isSure = true
    return tell(one, null)
  }

  async function askSecond(member: MemberId): Promise<Result<null>> {
    if (arrived?.isSure !== true || confirming) return fail('not-found', 'nobody at the door')
    return tell(arrived, member)
  }

  async function tell(one: Arrived, second: MemberId | null): Promise<Result<null>> {
    const { name } = one
    confirming = true
    arrival.set(
      second === null ? { stage: 'admitting', name } : { stage: 'asking', name, member: second },
    )
    const done = await letIn(one, second).finally(() => {
      confirming = false
    })
    if (done.ok) {
      arrived = null
      arrival.set({ stage: 'admitted', name })
    } else if (done.failure.code === 'signatures-missing') {
      arrival.set({ stage: 'second', name, failure: null })
    } else if (mayAskAnother.has(done.failure.code)) {
      arrival.set({ stage: 'second', name, failure: done.failure })
    } else arrival.set({ stage: 'failed', failure: done.failure })
    return done
  }

  /** Admitted once; telling them can be tried again with the same words. */
  async function letIn(one: Arrived, second: MemberId | null): Promise<Result<null>> {
    if (one.chain === null) {
      const chain = await sources.admit(one.candidate, one.name, second)
      if (!chain.ok) return chain
      one.chain = chain.value
    }
    for (const part of createWelcome(sodium, one.session, one.chain)) {
      const sent = await mailbox.send(part)
      if (!sent.ok) return sent
    }
    return ok(null)
  }

  async function refuse(): Promise<Result<null>> {
    if (confirming) return fail('invitation-used', 'they are being let in')
    const revoked = await sources.revoke()
    if (!revoked.ok) return revoked
    if (arrived !== null)
      send(createRefusal(sodium, keys, arrived.session.conversation, 'spoken-check-refused'))
    arrived = null
    arrival.set({ stage: 'failed', failure: { code: 'spoken-check-refused' } })
    return ok(null)
  }

  /** Nobody waits for it: while the relay is away it lies ready. */
  function send(message: Uint8Array): void {
    void mailbox.send(message)
  }

  return {
    arrival,
    confirm,
    askSecond,
    refuse,
    close() {
      clearTimeout(timer)
      mailbox.close()
    },
  }
}
