import {
  createDevice,
  createKnock,
  createReady,
  createReveal,
  decodeDevice,
  type DoorMessage,
  doorKeys,
  encodeDevice,
  type Greeting,
  type JoinSession,
  openEnding,
  openGreeting,
  type Sodium,
  spokenWords,
} from '#crypto'
import { fail, type Failure, invariant, ok, type Result } from '#shared/result.ts'
import type { KeptComing } from '../../profile/index.ts'
import { createWritable } from '../../readable.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { ComputerPurpose, Join, Joining } from '../types.ts'
import { openDoorMailbox } from './doorMailbox.ts'
import { type Admission, refusalOf } from './join.ts'
import { createWelcomeTaker } from './takeWelcome.ts'

/** What a computer needs to come in by a code for a member who is one already. */
export interface ComeInSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly purpose: ComputerPurpose
  readonly seed: Uint8Array
  /** The conversation that was agreed to before this computer was switched off; null for a new one. */
  readonly resumed: KeptComing | null
  /** Stores that the person agreed, before the other side hears of it. */
  readonly agree: (coming: KeptComing) => Promise<Result<null>>
  /** Stores what was let in, before it counts. `myName`: as the member is called. */
  readonly keep: (admission: Admission, myName: string) => Promise<Result<null>>
}

/**
 * A computer comes in for a member: knocks, shows six words, says what it will be, and asks. Once its
 * person agrees its keys are on its disk, and only then does the other side let it in: a crash before
 * leaves nothing on either side, one after it leaves a conversation that is taken up again.
 */
export function startComing(sources: ComeInSources): Join {
  const { sodium, purpose, seed } = sources
  const keys = doorKeys(sodium, seed, purpose)
  const begun = sources.resumed ?? beginning(sources)
  const device = decodeDevice(sodium, begun.device)
  invariant(device.ok, 'a device that was stored can be read')
  const knock = createKnock(sodium, keys, device.value, begun)
  const { conversation } = knock.state
  const takeWelcome = createWelcomeTaker(sodium)
  const joining = createWritable<Joining>({ stage: 'connecting' })
  let session: JoinSession | null = null
  let answer = begun.answer
  let words: readonly string[] = []
  let greeting: Greeting | null = null
  let admission: Admission | null = null
  let hasAgreed = sources.resumed !== null
  let working: Promise<Result<null>> | null = null

  if (sources.resumed !== null) {
    const taken = takeAnswer({ kind: 'answer', conversation, body: begun.answer })
    joining.set(taken.ok ? { stage: 'settling', greeting } : { stage: 'failed', ...taken })
  }
  const mailbox = openDoorMailbox(sodium, sources.relay, keys, (message) => void hear(message))
  void mailbox.send(firstWord()).then((sent) => {
    if (!sent.ok) stop(sent.failure)
    else if (joining.read().stage === 'connecting') joining.set({ stage: 'waiting' })
  })

  /** A knock, or that this computer is still ready. */
  function firstWord(): Uint8Array {
    return hasAgreed && session !== null ? createReady(sodium, session) : knock.message
  }

  function stop(failure: Failure): void {
    const { stage } = joining.read()
    if (stage === 'failed' || stage === 'joined') return
    joining.set({ stage: 'failed', failure })
    mailbox.close()
  }

  async function hear(message: DoorMessage): Promise<void> {
    if (joining.read().stage === 'failed' || admission !== null) return
    if (message.conversation !== conversation) {
      // Another computer came by this code: it is good for one.
      if (message.kind === 'greeting' && greeting === null) stop({ code: 'invitation-used' })
      return
    }
    if (message.kind === 'answer' && session === null) await onAnswer(message)
    // From the greeting on only what is sealed to this conversation counts.
    if (message.kind === 'refusal' && greeting === null && !hasAgreed)
      return stop(refusalOf(message))
    if (session === null) return
    if (message.kind === 'greeting') onGreeting(session, message)
    if (message.kind === 'ending') onEnding(session, message)
    if (message.kind === 'welcome') await onWelcome(session, message)
  }

  function takeAnswer(message: DoorMessage): Result<Uint8Array> {
    const reveal = createReveal(sodium, knock.state, message)
    if (!reveal.ok) return reveal
    session = reveal.value.session
    answer = message.body
    words = spokenWords(sodium, session.transcript)
    return ok(reveal.value.message)
  }

  async function onAnswer(message: DoorMessage): Promise<void> {
    const reveal = takeAnswer(message)
    if (!reveal.ok) return stop(reveal.failure)
    const sent = await mailbox.send(reveal.value)
    if (!sent.ok) return stop(sent.failure)
    const { stage } = joining.read()
    if (stage === 'waiting' || stage === 'connecting') joining.set({ stage: 'comparing', words })
  }

  function onGreeting(current: JoinSession, message: DoorMessage): void {
    const opened = openGreeting(sodium, current, message)
    if (!opened.ok || greeting !== null) return
    greeting = opened.value
    joining.set(
      hasAgreed ? { stage: 'settling', greeting } : { stage: 'confirming', words, greeting },
    )
  }

  function onEnding(current: JoinSession, message: DoorMessage): void {
    const reason = openEnding(sodium, current, message)
    if (reason.ok) stop({ code: reason.value })
  }

  async function onWelcome(current: JoinSession, message: DoorMessage): Promise<void> {
    const welcome = takeWelcome(current, message)
    if (welcome === null || !hasAgreed) return
    if (!welcome.ok) {
      // A welcome that was cut short comes again.
      return welcome.failure.code === 'entry-parent-unknown' ? undefined : stop(welcome.failure)
    }
    const { forum } = current.transcript
    invariant(device.ok, 'it was read above')
    admission = { forum, device: device.value, ...welcome.value }
    const kept = await sources.keep(admission, greeting?.memberName ?? '')
    if (!kept.ok) return stop(kept.failure)
    joining.set({ stage: 'joined', forum })
    mailbox.close()
  }

  async function agree(): Promise<Result<null>> {
    if (session === null || joining.read().stage !== 'confirming')
      return fail('not-found', 'nothing to agree to')
    const kept = await sources.agree({ ...begun, answer })
    if (!kept.ok) return kept
    hasAgreed = true
    joining.set({ stage: 'settling', greeting })
    const sent = await mailbox.send(createReady(sodium, session))
    return sent.ok ? ok(null) : sent
  }

  return {
    purpose,
    joining,
    confirm() {
      // Twice at once would make two vaults.
      working ??= agree().finally(() => {
        working = null
      })
      return working
    },
    refuse: () => stop({ code: 'spoken-check-refused' }),
    close: () => mailbox.close(),
  }
}

function beginning({ sodium, purpose, seed }: ComeInSources): KeptComing {
  return {
    purpose,
    seed,
    device: encodeDevice(createDevice(sodium)),
    exchange: sodium.random(32),
    nonce: sodium.random(32),
    answer: new Uint8Array(0),
  }
}
