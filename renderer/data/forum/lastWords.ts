import { type CountedEnds, type ForumState, logEndOf, runOf } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import type { LogHead, LogName, StoredEnvelope } from '../log/index.ts'
import { coalesce } from './coalesce.ts'
import type { EpochMailbox } from './mailboxes.ts'
import type { ScopeMemory } from './scopeMemory.ts'
import { type DocumentName, documentsOf } from './names.ts'
import { isSameRun } from './readSnapshots.ts'
import type { ScopeLog } from './scopeLog.ts'

/** What bringing out the last words of others needs. */
export interface LastWordsSources {
  readonly log: ScopeLog
  readonly device: DeviceId
  readonly state: () => ForumState
  readonly ends: (name: DocumentName) => CountedEnds
  readonly memory: Pick<ScopeMemory, 'relayed' | 'rememberRelayed'>
  /** The mailbox to post to; null while there is none, or while nothing may leave. */
  readonly target: () => EpochMailbox | null
}

/**
 * Everybody posts their own writing, but whoever left posts no more. What counts of it and was never
 * seen in a mailbox may have come over a link alone: it is posted by whoever has it, one after the
 * other, so that those whom only the relay reaches come to the same.
 */
export interface LastWords {
  /** Somebody may have left, or more of what they wrote may count. */
  soon(): void
  stop(): void
}

const pageBytes = 256 * 1024
/** Most of it is in a mailbox already, and has only to be read. */
const patience = 4_000
const rankDelay = 1_500
const refusedDelay = 30_000

export function createLastWords(sources: LastWordsSources): LastWords {
  const { log, memory } = sources
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  /** What counts of a log that has ended. */
  function countedOf(name: DocumentName, { log: each, seq }: LogHead): number {
    if (each.device === sources.device || logEndOf(sources.state(), each) === null) return 0
    return Math.min(seq, sources.ends(name).get(runOf(each)) ?? seq)
  }

  async function pageOf(name: DocumentName, head: LogHead): Promise<readonly StoredEnvelope[]> {
    const from = memory.relayed(head.log)
    const to = countedOf(name, head)
    if (from >= to) return []
    const isThis = (other: LogName) => other.document === name && isSameRun(other, head.log)
    const beyond = (seq: number) =>
      log.heads().map((other) => ({ log: other.log, seq: isThis(other.log) ? seq : other.seq }))
    // What a snapshot brought is not here as it was written: begin where the originals do.
    for await (const first of log.document(name, beyond(from))) {
      if (!isThis(first.log) || first.seq > to) continue
      const page = await log.read(beyond(first.seq - 1), pageBytes)
      return page.filter((stored) => isThis(stored.log) && stored.seq <= to)
    }
    return []
  }

  /** False when it has to be tried again. */
  async function post(name: DocumentName, head: LogHead): Promise<boolean> {
    for (;;) {
      const page = await pageOf(name, head)
      if (page.length === 0 || stopped) return true
      for (const stored of page) {
        const kept = await sources.target()?.append(stored.bytes)
        if (kept?.ok !== true) return false
        memory.rememberRelayed(stored.log, stored.seq)
      }
    }
  }

  const run = coalesce(async () => {
    let isDone = true
    try {
      for (const name of documentsOf(log.scope))
        for (const head of log.heads(name))
          if (isDone && countedOf(name, head) > 0) isDone = await post(name, head)
    } catch {
      // The database could not be read.
      isDone = false
    }
    if (!isDone) later(sources.target() === null ? patience : refusedDelay)
  })

  function later(delay: number): void {
    if (stopped) return
    timer ??= setTimeout(() => {
      timer = undefined
      void run()
    }, delay)
  }

  return {
    soon() {
      const devices = [...sources.state().devices.keys()].sort()
      later(patience + rankDelay * Math.max(0, devices.indexOf(sources.device)))
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
