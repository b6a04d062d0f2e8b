import {
  createComputerAnswer,
  createEnding,
  createGreeting,
  createWelcome,
  type DeviceRecord,
  type DeviceSecrets,
  type DoorMessage,
  doorKeys,
  type ForumState,
  type Greeting,
  openReady,
  type RefusalReason,
  type Sodium,
  type TalkSession,
} from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { fail, ok, type Failure, type Result } from '#shared/result.ts'
import type { KeptCode } from '../../profile/index.ts'
import type { Readable } from '../../readable.ts'
import type { RelayLink } from '../../relay/index.ts'
import { createDoorkeeper } from '../joining/doorkeeper.ts'
import { forumScope } from '../names.ts'
import type { Arrival, ComputerPurpose, Welcome } from '../types.ts'
import { asReason, whyClosed } from './whyClosed.ts'

/** What is done once the new computer's person has agreed. */
export interface ComputerActs {
  /** What the new computer is told that it becomes. */
  readonly greeting: (member: MemberId) => Greeting
  /**
   * Goes on with letting it in as far as that goes now, and answers where it stands; does nothing
   * twice. Whatever fails here fails for good.
   */
  readonly letIn: (
    purpose: ComputerPurpose,
    member: MemberId,
    device: DeviceRecord,
  ) => Promise<Result<Arrival>>
  /** Asks a second member, where it takes two. */
  readonly ask: (
    member: MemberId,
    device: DeviceRecord,
    second: MemberId,
  ) => Promise<Result<unknown>>
  /** Something has changed on which `letIn` may go on. */
  readonly onChange: (listener: () => void) => () => void
  /** The whole chain. */
  readonly chain: () => readonly Uint8Array[]
}

/** What the door of one code for a computer needs. */
export interface ComputerDoorSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly device: DeviceSecrets
  readonly state: Readable<ForumState>
  readonly now: () => number
  /** The code as the vault holds it; null once it is kept no more. */
  readonly read: () => KeptCode | null
  readonly change: (step: (code: KeptCode) => KeptCode) => Promise<Result<null>>
  readonly acts: ComputerActs
}

type Matched = NonNullable<KeptCode['matched']>

/**
 * The door of one code for a computer. When the six words were right, the computer and the way to
 * go on talking to it are stored; it is told what it becomes; when its person has agreed it is let
 * in; and when that has taken effect it gets the whole chain. Each step follows from what is stored
 * and what is in the chain, so after a crash it goes on from where it was.
 */
export function openComputerDoor(sources: ComputerDoorSources): Welcome | null {
  const { sodium, state, acts, now } = sources
  const first = sources.read()
  if (first === null) return null
  const { purpose, member } = first
  const keys = doorKeys(sodium, first.seed, purpose)
  /** The new computer's person has agreed: heard anew after each start. */
  let isReady = false
  let hasTold = false
  let working = false
  let isClosed = false

  const code = () => sources.read() ?? { ...first, refused: true }
  const door = createDoorkeeper({
    sodium,
    relay: sources.relay,
    keys,
    now,
    closed: () => whyClosed(code(), state.read(), now()),
    answer: (knock) =>
      createComputerAnswer(sodium, state.read(), sources.device, {
        subject: { purpose, member },
        keys,
        expiresAt: first.expiresAt,
        knock,
        clock: now(),
      }),
    async letIn({ session, newcomer }) {
      if ('candidate' in newcomer) return fail('malformed', 'another purpose')
      const { conversation, send, receive, transcript } = session
      const { device } = newcomer
      const matched = { conversation, transcript: transcript.hash, send, receive, device }
      const stored = await sources.change((same) => ({ ...same, matched }))
      if (!stored.ok) return stored
      greet(matched)
      return ok({ stage: 'agreeing', name: '' })
    },
    async revoke() {
      const stored = await sources.change((same) => ({ ...same, refused: true }))
      const { matched } = code()
      if (stored.ok && matched !== null) end(matched, 'spoken-check-refused')
      return stored
    },
    onMessage(message) {
      const { matched } = code()
      if (matched === null || message.conversation !== matched.conversation) return false
      if (message.kind === 'knock') greet(matched)
      if (message.kind === 'ready') onReady(matched, message)
      return true
    },
  })

  function talk({ conversation, transcript, send, receive }: Matched): TalkSession {
    return { door: keys, conversation, transcript: { hash: transcript }, send, receive }
  }

  function greet(matched: Matched): void {
    void door.send(createGreeting(sodium, talk(matched), acts.greeting(member)))
  }

  function end(matched: Matched, reason: RefusalReason): void {
    void door.send(createEnding(sodium, talk(matched), reason))
  }

  function onReady(matched: Matched, message: DoorMessage): void {
    if (!openReady(sodium, talk(matched), message).ok) return
    isReady = true
    void goOn()
  }

  async function goOn(): Promise<void> {
    const { matched, refused } = code()
    if (matched === null || working || isClosed) return
    if (isIn(matched.device.id)) return tell(matched)
    if (refused || !isReady) return
    working = true
    const done = await acts.letIn(purpose, member, matched.device)
    working = false
    if (isClosed) return
    if (!done.ok) return giveUp(matched, done.failure)
    door.arrival.set(done.value)
    if (isIn(matched.device.id)) tell(matched)
  }

  /** Whatever refuses now would refuse again: the code is used up, and the new computer hears it. */
  async function giveUp(matched: Matched, failure: Failure): Promise<void> {
    door.arrival.set({ stage: 'failed', failure })
    await sources.change((same) => ({ ...same, refused: true }))
    end(matched, asReason(failure.code))
  }

  function isIn(device: DeviceId): boolean {
    const { devices, epochs } = state.read()
    return (
      devices.has(device) &&
      [...epochs.values()].some((epoch) => epoch.scope === forumScope && epoch.devices.has(device))
    )
  }

  /** Sends the whole chain once the computer is in, once a run; one that has written has it. */
  function tell(matched: Matched): void {
    if (hasTold) return
    hasTold = true
    door.arrival.set({ stage: 'admitted', name: '' })
    if (state.read().dag.entriesOf(matched.device.id).length > 0) return
    for (const part of createWelcome(sodium, talk(matched), acts.chain())) void door.send(part)
  }

  const unsubscribe = acts.onChange(() => void goOn())
  if (first.matched !== null) {
    door.arrival.set({ stage: 'agreeing', name: '' })
    void goOn()
  }

  return {
    arrival: door.arrival,
    confirm: door.confirm,
    async askSecond(second) {
      const { matched } = code()
      if (matched === null || !isReady) return fail('not-found', 'nobody at the door')
      const asked = await acts.ask(member, matched.device, second)
      void goOn()
      return asked.ok ? ok(null) : asked
    },
    refuse: door.refuse,
    close() {
      isClosed = true
      unsubscribe()
      door.close()
    },
  }
}
