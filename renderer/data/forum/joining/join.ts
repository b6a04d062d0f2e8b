import {
  createDevice,
  createKnock,
  createReveal,
  type DeviceSecrets,
  type DoorMessage,
  doorKeys,
  type Entry,
  type ForumState,
  type InvitedPurpose,
  type JoinSession,
  readRefusal,
  type Sodium,
  spokenWords,
} from '#crypto'
import { encodeUtf8 } from '#shared/codec/index.ts'
import type { ForumId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'
import { createWritable } from '../../readable.ts'
import type { Join, Joining } from '../types.ts'
import { openDoorMailbox } from './doorMailbox.ts'
import { createWelcomeTaker } from './takeWelcome.ts'

/** What a person holds once they were let in and have confirmed the words. */
export interface Admission {
  readonly forum: ForumId
  readonly device: DeviceSecrets
  readonly state: ForumState
  readonly entries: readonly Entry[]
}

/** What joining needs. `keep` stores the admission before it counts. */
export interface JoinSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly purpose: InvitedPurpose
  readonly seed: Uint8Array
  /** What the person calls themselves; only the inviter can read it. */
  readonly myName: string
  readonly keep: (admission: Admission) => Promise<Result<null>>
}

/** Knocks with an invitation's seed and follows the conversation to its end. */
export function startJoin(sources: JoinSources): Join {
  const { sodium } = sources
  const keys = doorKeys(sodium, sources.seed, sources.purpose)
  const device = createDevice(sodium)
  const knock = createKnock(sodium, keys, device)
  const joining = createWritable<Joining>({ stage: 'connecting' })
  const takeWelcome = createWelcomeTaker(sodium)
  let session: JoinSession | null = null
  let words: readonly string[] = []
  let admission: Admission | null = null
  let keeping: Promise<Result<null>> | null = null

  const mailbox = openDoorMailbox(sodium, sources.relay, keys, (message) => void hear(message))
  void mailbox.send(knock.message).then((sent) => {
    if (!sent.ok) stop(sent.failure)
    else if (joining.read().stage === 'connecting') joining.set({ stage: 'waiting' })
  })

  function stop(failure: Failure): void {
    if (joining.read().stage === 'failed' || joining.read().stage === 'joined') return
    joining.set({ stage: 'failed', failure })
    mailbox.close()
  }

  async function hear(message: DoorMessage): Promise<void> {
    // Once let in, nothing that another holder of the code says can undo it.
    if (admission !== null) return
    if (message.conversation !== knock.state.conversation) {
      // Somebody else was let in here, or turned away: an invitation is good for one.
      if (message.kind === 'welcome') stop({ code: 'invitation-used' })
      return
    }
    if (message.kind === 'answer' && session === null) await onAnswer(message)
    if (message.kind === 'welcome' && session !== null) onWelcome(session, message)
    if (message.kind === 'refusal') stop(refusalOf(message))
  }

  async function onAnswer(message: DoorMessage): Promise<void> {
    const reveal = createReveal(sodium, knock.state, message, encodeUtf8(sources.myName))
    if (!reveal.ok) return stop(reveal.failure)
    session = reveal.value.session
    words = spokenWords(sodium, session.transcript)
    const sent = await mailbox.send(reveal.value.message)
    if (!sent.ok) return stop(sent.failure)
    if (joining.read().stage === 'waiting' || joining.read().stage === 'connecting')
      joining.set({ stage: 'comparing', words })
  }

  function onWelcome(current: JoinSession, message: DoorMessage): void {
    const welcome = takeWelcome(current, message)
    if (welcome === null) return
    if (!welcome.ok) return stop(welcome.failure)
    admission = { forum: current.transcript.forum, device, ...welcome.value }
    joining.set({ stage: 'confirming', words, greeting: null })
  }

  async function keep(): Promise<Result<null>> {
    if (admission === null || joining.read().stage !== 'confirming')
      return fail('not-found', 'not let in')
    const kept = await sources.keep(admission)
    if (!kept.ok) return kept
    joining.set({ stage: 'joined', forum: admission.forum })
    mailbox.close()
    return ok(null)
  }

  return {
    purpose: sources.purpose,
    joining,
    confirm() {
      // Twice at once would make two databases and two vaults.
      keeping ??= keep().finally(() => {
        keeping = null
      })
      return keeping
    },
    refuse: () => stop({ code: 'spoken-check-refused' }),
    close: () => mailbox.close(),
  }
}

/** Why the other side ended it; a refusal that cannot be read is one all the same. */
export function refusalOf(message: DoorMessage): Failure {
  const reason = readRefusal(message)
  return { code: reason.ok ? reason.value : 'spoken-check-refused' }
}
