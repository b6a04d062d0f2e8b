import type { Failure } from '#shared/result.ts'
import type { StoredEnvelope } from '../log/index.ts'
import { type DocumentName, updateFormat } from './names.ts'
import type { Writer } from './writer.ts'

/** What own writing passes through on its way out. */
export interface OutgoingSources {
  readonly writer: Writer
  /** It is on disk now and may be sent. */
  readonly onStored: (stored: StoredEnvelope) => void
  /** Storing failed, or works again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** Own writing, in the order it was written. */
export interface Outgoing {
  write(document: DocumentName, update: Uint8Array): void
  /** How many updates are not on disk yet. */
  unsaved(): number
  /** The disk refused the last time. */
  isFailing(): boolean
  /** Tries at once, and resolves when everything is on disk or when storing fails. */
  settled(): Promise<void>
  /** Forgets what is not on disk: there is nobody to write it for any more. */
  stop(): void
}

const retryDelay = 3_000

/**
 * Stores own writing strictly in order. While the disk refuses, everything waits in memory and is
 * tried again: a later update must never overtake an earlier one, or others could not place it.
 */
export function createOutgoing(sources: OutgoingSources): Outgoing {
  const queue: { document: DocumentName; update: Uint8Array }[] = []
  let running: Promise<void> | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let failing = false
  let stopped = false

  async function drain(): Promise<void> {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const stored = await sources.writer.write('update', next.document, updateFormat, next.update)
      if (stopped) return
      if (!stored.ok) {
        failing = true
        sources.onProblem(stored.failure)
        clearTimeout(retry)
        retry = setTimeout(start, retryDelay)
        return
      }
      queue.shift()
      if (failing) sources.onProblem(null)
      failing = false
      sources.onStored(stored.value)
    }
  }

  function start(): void {
    running ??= drain().finally(() => {
      running = null
      // Written after the loop had seen its end: nobody else would come for it.
      if (queue.length > 0 && !failing) start()
    })
  }

  return {
    write(document, update) {
      if (stopped) return
      queue.push({ document, update })
      start()
    },
    unsaved: () => queue.length,
    isFailing: () => failing,
    settled() {
      if (queue.length > 0) start()
      return running ?? Promise.resolve()
    },
    stop() {
      clearTimeout(retry)
      stopped = true
      queue.splice(0)
    },
  }
}
