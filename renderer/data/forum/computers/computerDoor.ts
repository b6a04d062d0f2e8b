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
import { fail, ok, type Result } from '#shared/result.ts'
import type { KeptCode } from '../../profile/index.ts'
import type { Readable } from '../../readable.ts'
import type { RelayLink } from '../../relay/index.ts'
import { createDoorkeeper } from '../joining/doorkeeper.ts'
import { forumScope } from '../names.ts'
import type { ComputerPurpose, Welcome } from '../types.ts'

/** What is done once the new computer's person has agreed. */
export interface ComputerActs {
  /** What the new computer is told that it becomes. */
  readonly greeting: (member: MemberId) => Greeting
  /** Writes what lets it in, unless that is in the chain already. */
  readonly letIn: (
    purpose: ComputerPurpose,
    member: MemberId,
    device: DeviceRecord,
  ) => Promise<Result<null>>
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

const maxComputers = 3

const reasons: readonly string[] = ['device-limit', 'act-pending'] satisfies RefusalReason[]

function isReason(code: string): code is RefusalReason {
  return reasons.includes(code)
}

/** Why a code lets no computer in any more; null while it does. */
export function whyClosed(code: KeptCode, state: ForumState, now: number): RefusalReason | null {
  if (code.refused) return 'spoken-check-refused'
  if (code.matched !== null) return 'invitation-used'
  if (now > code.expiresAt) return 'invitation-expired'
  const computers = state.members.get(code.member)?.devices.length ?? 0
  if (computers >= maxComputers) return 'device-limit'
  return code.purpose === 'return' && state.pending.size > 0 ? 'act-pending' : null
}

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
      if (message.kind === 'ready') void onReady(matched, message)
      return true
    },
  })

  function talk({ conversation, transcript, send, receive }: Matched): TalkSession {
    return { door: keys, conversation, transcript: { hash: transcript }, send, receive }
  }

  function greet(matched: Matched): void {
    void door.send(createGreeting(sodium, talk(matched), acts.greeting(member)))
  }

  async function onReady(matched: Matched, message: DoorMessage): Promise<void> {
    if (working || isClosed || code().refused) return
    if (!openReady(sodium, talk(matched), message).ok) return
    if (isIn(matched.device.id)) return tell()
    working = true
    door.arrival.set({ stage: 'admitting', name: '' })
    const done = await acts.letIn(purpose, member, matched.device)
    working = false
    if (isClosed) return
    if (done.ok) return tell()
    door.arrival.set({ stage: 'failed', failure: done.failure })
    // Whatever refuses now would refuse again: the code is used up, and the new computer hears it.
    await sources.change((same) => ({ ...same, refused: true }))
    end(matched, isReason(done.failure.code) ? done.failure.code : 'coming-refused')
  }

  function end(matched: Matched, reason: RefusalReason): void {
    void door.send(createEnding(sodium, talk(matched), reason))
  }

  function isIn(device: DeviceId): boolean {
    const { devices, epochs } = state.read()
    return (
      devices.has(device) &&
      [...epochs.values()].some((epoch) => epoch.scope === forumScope && epoch.devices.has(device))
    )
  }

  /** Sends the whole chain once the computer is in, once a run; one that has written has it. */
  function tell(): void {
    const { matched } = code()
    if (matched === null || hasTold || isClosed || working || !isIn(matched.device.id)) return
    hasTold = true
    door.arrival.set({ stage: 'admitted', name: '' })
    if (state.read().dag.entriesOf(matched.device.id).length > 0) return
    for (const part of createWelcome(sodium, talk(matched), acts.chain())) void door.send(part)
  }

  const unsubscribe = state.subscribe(tell)
  if (first.matched !== null) {
    door.arrival.set({ stage: 'agreeing', name: '' })
    tell()
  }

  return {
    arrival: door.arrival,
    confirm: door.confirm,
    refuse: door.refuse,
    close() {
      isClosed = true
      unsubscribe()
      door.close()
    },
  }
}
