import { type EpochKeys, roomName, roomPassword, type Sodium } from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { SealedLog } from '../log/index.ts'
import { type Authenticate, createMesh, type Mesh } from '../mesh/index.ts'
import { type RelayLink, signallingUrl } from '../relay/index.ts'
import type { Link } from '../sync/index.ts'
import { createMailboxes, type EpochMailbox } from './mailboxes.ts'
import type { Memory } from './memory.ts'
import { createPosting } from './posting.ts'
import type { RelayView } from './types.ts'

/** What carrying sealed bytes needs. */
export interface ExchangeSources {
  readonly sodium: Sodium
  readonly log: SealedLog
  readonly device: DeviceId
  readonly memory: Memory
  readonly relayUrl: string
  readonly relay: RelayLink
  readonly createMesh?: typeof createMesh
  readonly authenticate: (keys: EpochKeys) => Authenticate
  readonly onLink: (link: Link) => void
  /** What lay in the mailbox of that name; false when there is no room for it now. */
  readonly onBlob: (bytes: Uint8Array, mailbox: string) => Promise<boolean>
  /** False while own writing may not leave. */
  readonly mayPost: () => boolean
  /** The relay holds more of our envelopes now. */
  readonly onKept: () => void
  /** The newest mailbox may be posted to now. */
  readonly onReady: () => void
  /** The relay lost what lay in this mailbox. */
  readonly onForgotten: (mailbox: string) => void
  /** The mailbox takes nothing, or takes it again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** The ways by which sealed bytes leave and arrive: the mesh and the relay's mailboxes. */
export interface Exchange {
  /**
   * Goes to the room of these keys and posts to their mailbox; `held` are all keys, newest first,
   * whose mailboxes are read on. One call at a time. Answers whether the room is another one.
   */
  move(current: EpochKeys, held: readonly EpochKeys[]): Promise<boolean>
  /** There may be something to post. */
  post(): void
  mailboxes(): readonly EpochMailbox[]
  /** The mailbox to post to; null while there is none, or while nothing may leave. */
  target(): EpochMailbox | null
  /** There is room again for what could not be taken from a mailbox. */
  readAgain(): void
  inspect(): Promise<Result<RelayView>>
  /** From now on only mailboxes are open: nothing of ours is posted, and no other device is met. */
  retire(): Promise<void>
  stop(): Promise<void>
}

const catchUpPause = 200
/** A relay opens 64 mailboxes a connection; invitations need some of them. */
const mostMailboxes = 16

/** Opens both ways. Nothing moves until `move` named the keys. */
export function createExchange(sources: ExchangeSources): Exchange {
  const { sodium, relay, memory } = sources
  const openMesh = sources.createMesh ?? createMesh
  let mesh: Mesh | null = null
  let room: EpochId | null = null
  /** The epoch whose mailbox may be posted to: what lay in it is read. */
  let ready: EpochId | null = null
  let retired = false
  let stopped = false

  const mailboxes = createMailboxes({
    sodium,
    relay,
    onBlob: sources.onBlob,
    cursor: memory.cursor,
    rememberCursor: memory.rememberCursor,
    onForgotten: sources.onForgotten,
  })
  function target(): EpochMailbox | null {
    return sources.mayPost() && ready !== null ? (mailboxes.get(ready) ?? null) : null
  }

  const posting = createPosting({
    log: sources.log,
    device: sources.device,
    kept: memory.kept,
    target,
    onKept(stored) {
      memory.rememberKept(stored)
      sources.onKept()
    },
    onProblem: sources.onProblem,
  })

  /** What lies in a mailbox may lead on to newer keys; nothing of ours is left in one we pass through. */
  async function postOnceCaughtUp(epoch: EpochId): Promise<void> {
    while (room === epoch && !stopped) {
      if (await mailboxes.get(epoch)?.caughtUp()) {
        if (room === epoch) ready = epoch
        sources.onReady()
        return posting.soon()
      }
      await new Promise((done) => setTimeout(done, catchUpPause))
    }
  }

  return {
    async move(current, held) {
      if (stopped) return false
      const others = held.filter(({ epochId }) => epochId !== current.epochId)
      await mailboxes.keep([current, ...others].slice(0, mostMailboxes))
      if (stopped || room === current.epochId) return false
      room = current.epochId
      if (retired) return false
      ready = null
      await mesh?.destroy()
      mesh = null
      if (stopped || retired) return false
      mesh = openMesh({
        signalling: signallingUrl(sources.relayUrl),
        room: roomName(sodium, current),
        password: roomPassword(sodium, current),
        authenticate: sources.authenticate(current),
        iceServers: [],
        onLink: sources.onLink,
      })
      void postOnceCaughtUp(current.epochId)
      return true
    },
    post: posting.soon,
    mailboxes: mailboxes.all,
    target,
    readAgain: mailboxes.readAgain,
    async inspect() {
      const box = room === null ? undefined : mailboxes.get(room)
      if (box === undefined) return fail('relay-unreachable')
      const seen = await box.inspect()
      if (!seen.ok) return seen
      const { count, bytes, firstAt, lastAt, newest } = seen.value
      return ok({
        url: sources.relayUrl,
        mailbox: box.id,
        count,
        bytes,
        firstAt,
        lastAt,
        newest: newest?.bytes ?? null,
      })
    },
    async retire() {
      retired = true
      posting.stop()
      await mesh?.destroy()
      mesh = null
    },
    async stop() {
      stopped = true
      posting.stop()
      mailboxes.stop()
      await mesh?.destroy()
      relay.close()
    },
  }
}
