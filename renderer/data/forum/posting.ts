import type { DeviceId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import type { StoredEnvelope, Vector } from '../log/index.ts'
import type { EpochMailbox } from './mailboxes.ts'
import type { ScopeLog } from './scopeLog.ts'

/** What posting own envelopes needs. */
export interface PostingSources {
  readonly log: ScopeLog
  readonly device: DeviceId
  /** What comes after this in the log is ours and not confirmed by the relay. */
  readonly kept: () => Vector
  /** The mailbox to post to; null while there is none, or while nothing may leave. */
  readonly target: () => EpochMailbox | null
  readonly onKept: (stored: StoredEnvelope) => void
  /** The mailbox takes nothing, or takes it again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** Own envelopes on their way to the relay. They wait in the log, not in memory. */
export interface Posting {
  /** There may be something to post. */
  soon(): void
  stop(): void
}

const pageBytes = 256 * 1024
/** After a refusal of the relay, and after the mailbox was opened anew, in milliseconds. */
const refusedDelay = 30_000
const reopenedDelay = 500

/** Posts what the relay has not confirmed, page by page, so that the mailbox holds each log in its order. */
export function createPosting(sources: PostingSources): Posting {
  let running = false
  let again = false
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  /** False when nothing more can be posted now. */
  async function postPage(target: EpochMailbox): Promise<boolean> {
    const page = await sources.log.read(sources.kept(), pageBytes)
    if (page.length === 0 || stopped) return false
    // What others wrote since `kept` was asked is theirs to post.
    const own = page.filter(({ log }) => log.device === sources.device)
    const posted = await Promise.all(own.map(({ bytes }) => target.append(bytes)))
    for (const [at, kept] of posted.entries()) {
      const stored = own[at]
      if (stopped || stored === undefined) return false
      if (!kept.ok) {
        const isClosed = kept.failure.code === 'link-closed'
        if (!isClosed) sources.onProblem(kept.failure)
        later(isClosed ? reopenedDelay : refusedDelay)
        return false
      }
      sources.onKept(stored)
    }
    sources.onProblem(null)
    return true
  }

  function later(delay: number): void {
    clearTimeout(timer)
    timer = setTimeout(soon, delay)
  }

  async function run(): Promise<void> {
    running = true
    try {
      do {
        again = false
        for (let more = true; more && !stopped;) {
          const target = sources.target()
          more = target !== null && (await postPage(target))
        }
      } while (again && !stopped)
    } catch {
      // The database could not be read; what it holds is posted when it can.
      later(refusedDelay)
    } finally {
      running = false
    }
  }

  function soon(): void {
    if (stopped) return
    again = true
    if (!running) void run()
  }

  return {
    soon,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
