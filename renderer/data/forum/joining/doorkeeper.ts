import {
  type AnswerState,
  checkSpokenWords,
  createRefusal,
  type DoorKeys,
  type DoorMessage,
  type RefusalReason,
  type Sodium,
  spokenWords,
  type VerifiedReveal,
  verifyReveal,
} from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import type { MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { parseName } from '#shared/model/people/index.ts'
import { decodeUtf8 } from '#shared/codec/index.ts'
import type { RelayLink } from '../../relay/index.ts'
import { createWritable, type Writable } from '../../readable.ts'
import type { Arrival, Welcome } from '../types.ts'
import { openDoorMailbox } from './doorMailbox.ts'

/** What watching the door of one code needs. */
export interface DoorkeeperSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly keys: DoorKeys
  readonly now: () => number
  /** Why this code lets nobody in any more; null while it does. */
  readonly closed: () => RefusalReason | null
  readonly answer: (
    knock: DoorMessage,
  ) => Result<{ readonly state: AnswerState; readonly message: Uint8Array }>
  /**
   * The words were right: does what the code is for, and answers where that stands. May be tried
   * again. Fails as 'signatures-missing' where it takes two; with `second` that member is asked, and
   * it takes as long as it takes.
   */
  readonly letIn: (
    arrived: Arrived,
    send: (message: Uint8Array) => Promise<Result<number>>,
    second: MemberId | null,
  ) => Promise<Result<Arrival>>
  /** Uses the code up without letting anybody in. */
  readonly revoke: () => Promise<Result<null>>
  /** Sees each message first; true: it was for the owner of the door alone. */
  readonly onMessage?: (message: DoorMessage) => boolean
}

/** Somebody whose words are compared. */
export interface Arrived extends Omit<VerifiedReveal, 'note'> {
  /** What they call themselves; empty for a computer. */
  readonly name: string
  readonly since: number
}

/** The door of one code, which its owner may speak through. */
export interface Doorkeeper extends Welcome {
  readonly arrival: Writable<Arrival>
  /** Resolves when the relay has it. */
  send(message: Uint8Array): Promise<Result<number>>
}

/** Then somebody else may be asked. */
const mayAskAnother = new Set<FailureCode>(['ask-declined', 'ask-expired'])

/** How long somebody may take to compare before the next one at the door is heard, in milliseconds. */
const comparingPatience = 120_000

/** Old knocks come again with each opening of the mailbox: only the newest of many is answered. */
const gatherDelay = 250

/**
 * Watches the door of one code of ours. One conversation at a time: whoever knocks meanwhile waits
 * until it has ended or has stood still for two minutes. Nobody is let in before the six words were
 * typed on this side.
 */
export function createDoorkeeper(sources: DoorkeeperSources): Doorkeeper {
  const { sodium, keys } = sources
  const arrival = createWritable<Arrival>({ stage: 'waiting' })
  let answer: AnswerState | null = null
  let arrived: Arrived | null = null
  let nextKnock: DoorMessage | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let confirming = false
  /** The six words of whoever arrived were typed. */
  let isSure = false

  const mailbox = openDoorMailbox(sodium, sources.relay, keys, (message) => {
    if (sources.onMessage?.(message) === true) return
    if (message.kind === 'knock') onKnock(message)
    if (message.kind === 'reveal') onReveal(message)
  })

  /** The newest knock counts: the earlier one gave up. */
  function onKnock(knock: DoorMessage): void {
    const closed = sources.closed()
    if (closed !== null) return say(createRefusal(sodium, keys, knock.conversation, closed))
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
    const knock = nextKnock
    nextKnock = null
    const closed = sources.closed()
    if (closed !== null) return say(createRefusal(sodium, keys, knock.conversation, closed))
    const made = sources.answer(knock)
    if (!made.ok) return
    answer = made.value.state
    say(made.value.message)
  }

  /** What does not verify is passed over: another holder of the code may say anything in between. */
  function onReveal(reveal: DoorMessage): void {
    if (confirming || answer === null || answer.conversation !== reveal.conversation) return
    const verified = verifyReveal(sodium, answer, reveal)
    if (!verified.ok) return
    answer = null
    const { session, newcomer, note } = verified.value
    const said = parseName(decodeUtf8(note) ?? '')
    const name = said.ok ? said.value : ''
    arrived = { session, newcomer, name, since: sources.now() }
    isSure = false
    arrival.set({ stage: 'comparing', name })
  }

  async function confirm(typedWords: string): Promise<Result<null>> {
    const one = arrived
    if (one === null || confirming) return fail('not-found', 'nobody at the door')
    const matched = checkSpokenWords(spokenWords(sodium, one.session.transcript), typedWords)
    if (!matched.ok) return matched
    isSure = true
    return goOn(one, null)
  }

  async function askSecond(member: MemberId): Promise<Result<null>> {
    if (arrived === null || !isSure || confirming) return fail('not-found', 'nobody at the door')
    return goOn(arrived, member)
  }

  async function goOn(one: Arrived, second: MemberId | null): Promise<Result<null>> {
    const { name } = one
    confirming = true
    arrival.set(
      second === null ? { stage: 'admitting', name } : { stage: 'asking', name, member: second },
    )
    const done = await sources.letIn(one, mailbox.send, second).finally(() => {
      confirming = false
    })
    if (done.ok) {
      arrived = null
      arrival.set(done.value)
      return ok(null)
    }
    const { failure } = done
    if (failure.code === 'signatures-missing') arrival.set({ stage: 'second', name, failure: null })
    else if (mayAskAnother.has(failure.code)) arrival.set({ stage: 'second', name, failure })
    else arrival.set({ stage: 'failed', failure })
    return done
  }

  async function refuse(): Promise<Result<null>> {
    if (confirming) return fail('invitation-used', 'they are being let in')
    const revoked = await sources.revoke()
    if (!revoked.ok) return revoked
    if (arrived !== null)
      say(createRefusal(sodium, keys, arrived.session.conversation, 'spoken-check-refused'))
    arrived = null
    arrival.set({ stage: 'failed', failure: { code: 'spoken-check-refused' } })
    return ok(null)
  }

  /** Nobody waits for it: while the relay is away it lies ready. */
  function say(message: Uint8Array): void {
    void mailbox.send(message)
  }

  return {
    arrival,
    confirm,
    askSecond,
    refuse,
    send: mailbox.send,
    close() {
      clearTimeout(timer)
      mailbox.close()
    },
  }
}
