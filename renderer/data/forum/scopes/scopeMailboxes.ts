import type { EpochKeys, Sodium } from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'
import { createMailboxes, type EpochMailbox } from '../mailboxes.ts'
import type { Memory } from '../memory.ts'
import { createPosting } from '../posting.ts'
import type { ScopeLog } from '../scopeLog.ts'
import type { ScopeMemory } from '../scopeMemory.ts'
import type { RelayView } from '../types.ts'

/** What carrying the sealed bytes of one scope over the relay needs. */
export interface ScopeMailboxSources {
  readonly sodium: Sodium
  readonly relay: RelayLink
  readonly log: ScopeLog
  readonly device: DeviceId
  readonly cursors: Pick<Memory, 'cursor' | 'rememberCursor'>
  readonly memory: ScopeMemory
  /** How many mailboxes are read at once, the newest. */
  readonly most: number
  /** What lay in the mailbox of that name; false when there is no room for it now. */
  readonly onBlob: (bytes: Uint8Array, mailbox: string) => Promise<boolean>
  /** False while own writing may not leave. */
  readonly mayPost: () => boolean
  /** What lay in the newest mailbox has been read: it leads nowhere else. */
  readonly onReady: () => void
  /** The relay holds more of our envelopes now. */
  readonly onKept: () => void
  /** The relay lost what lay in this mailbox. */
  readonly onForgotten: (mailbox: string) => void
  /** The mailbox takes nothing, or takes it again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** The mailboxes of one scope's epochs, and own writing on its way there. */
export interface ScopeMailboxes {
  /**
   * Posts from now on to the mailbox of these keys; `held` are all keys of the scope, newest first,
   * whose mailboxes are read on. One call at a time. Answers whether it was another one before.
   */
  move(current: EpochKeys, held: readonly EpochKeys[]): Promise<boolean>
  /** Whether what lay in the newest mailbox has been read. */
  isReady(): boolean
  /** There may be something to post. */
  post(): void
  all(): readonly EpochMailbox[]
  /** The mailbox to post to; null while there is none, or while nothing may leave. */
  target(): EpochMailbox | null
  /** There is room again for what could not be taken from a mailbox. */
  readAgain(): void
  inspect(): Promise<Result<Omit<RelayView, 'url'>>>
  /** From now on mailboxes are read alone. */
  retire(): void
  stop(): void
}

const catchUpPause = 200

/** Opens no mailbox until `move` named the keys. */
export function createScopeMailboxes(sources: ScopeMailboxSources): ScopeMailboxes {
  const { sodium, relay, memory } = sources
  let newest: EpochId | null = null
  /** The epoch whose mailbox may be posted to: what lay in it is read. */
  let ready: EpochId | null = null
  let retired = false
  let stopped = false

  const mailboxes = createMailboxes({
    sodium,
    relay,
    onBlob: sources.onBlob,
    cursor: sources.cursors.cursor,
    rememberCursor: sources.cursors.rememberCursor,
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
    while (newest === epoch && !stopped) {
      if (await mailboxes.get(epoch)?.caughtUp()) {
        if (newest === epoch) ready = epoch
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
      await mailboxes.keep([current, ...others].slice(0, sources.most))
      if (stopped || newest === current.epochId) return false
      newest = current.epochId
      if (retired) return false
      ready = null
      void postOnceCaughtUp(current.epochId)
      return true
    },
    isReady: () => ready !== null,
    post: posting.soon,
    all: mailboxes.all,
    target,
    readAgain: mailboxes.readAgain,
    async inspect() {
      const box = newest === null ? undefined : mailboxes.get(newest)
      if (box === undefined) return fail('relay-unreachable')
      const seen = await box.inspect()
      if (!seen.ok) return seen
      const { count, bytes, firstAt, lastAt, newest: last } = seen.value
      return ok({ mailbox: box.id, count, bytes, firstAt, lastAt, newest: last?.bytes ?? null })
    },
    retire() {
      retired = true
      posting.stop()
    },
    stop() {
      stopped = true
      posting.stop()
      mailboxes.stop()
    },
  }
}
