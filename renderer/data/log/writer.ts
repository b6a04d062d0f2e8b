import { appendEnvelope } from './appendEnvelope.ts'
import type { MakeEnvelope } from './appendEnvelope.ts'
import { databaseFailure } from './attempt.ts'
import type { LogContext } from './context.ts'
import type { LogIndex } from './logIndex.ts'
import { nameOf, receiveEnvelope } from './receiveEnvelope.ts'
import { setBase } from './setBase.ts'
import { storeEnds } from './storeEnds.ts'
import { inLogTransaction } from './transaction.ts'
import type { LogName, ReceivedEnvelope, StoredEnvelope } from './types.ts'
import { beginBatch, beginUnread } from './writeBatch.ts'
import type { WantedPlace, WriteBatch } from './writeBatch.ts'
import type { EnvelopeId } from '#shared/ids.ts'
import { fail } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** Everything that changes logs, one after the other. */
export interface Writer {
  append(log: LogName, make: MakeEnvelope): Promise<Result<StoredEnvelope>>
  receive(opened: ReceivedEnvelope, bytes: Uint8Array): Promise<Result<'stored' | 'duplicate'>>
  setBase(log: LogName, seq: number, id: EnvelopeId): Promise<Result<void>>
  /** Resolves when nothing waits to be written. */
  idle(): Promise<void>
}

/** One waiting change: runs in a transaction, is told afterwards how that ended. */
interface Work {
  readonly wanted: WantedPlace
  readonly size: number
  /** False when it changes nothing because of what it found. */
  run(batch: WriteBatch): boolean
  committed(): void
  failed(error: unknown): void
}

/** More than a page of sync holds, so that a page is one commit. */
const mostAtOnce = 1024
const mostBytesAtOnce = 4 * 1024 * 1024

/**
 * Runs changes in the order in which they were asked for. What waits while a transaction commits
 * shares the next one, so a late joiner's thousands of envelopes pay for few strict commits.
 */
export function createWriter(context: LogContext): Writer {
  const waiting: Work[] = []
  let running: Promise<void> | null = null

  function enqueue<T>(
    wanted: WantedPlace,
    size: number,
    run: (batch: WriteBatch) => Result<T>,
    atOnce = false,
  ): Promise<Result<T>> {
    return new Promise((resolve, reject) => {
      let settle: () => void = () => reject(new Error('Broken invariant: committed but never run'))
      waiting.push({
        wanted,
        size,
        run(batch) {
          try {
            const outcome = run(batch)
            settle = () => resolve(outcome)
            return outcome.ok
          } catch (error) {
            // One caller's mistake must not take the other changes of the batch with it.
            settle = () => reject(asError(error))
            return false
          }
        },
        committed: () => settle(),
        failed(error) {
          const failure = databaseFailure(error)
          if (failure === null) reject(asError(error))
          else resolve(fail(failure.code, failure.detail))
        },
      })
      running ??= drain(atOnce)
    })
  }

  async function drain(atOnce: boolean): Promise<void> {
    // A microtask's pause lets calls made together share the first transaction too. What somebody
    // types does not wait for it: after a key press the page is rendered before any microtask runs.
    if (!atOnce) await Promise.resolve()
    while (waiting.length > 0) await commit(takeBatch(waiting))
    running = null
  }

  async function commit(works: readonly Work[]): Promise<void> {
    try {
      const batch = (await commitUnread(works)) ?? (await commitRead(works))
      batch.settle()
    } catch (error) {
      for (const work of works) work.failed(error)
      return
    }
    for (const work of works) work.committed()
  }

  function commitRead(works: readonly Work[]): Promise<WriteBatch> {
    return inLogTransaction(context.database, async (transaction) => {
      const wanted = works.map((work) => work.wanted)
      const batch = await beginBatch(context, transaction, wanted)
      for (const work of works) work.run(batch)
      await batch.write(transaction)
      return batch
    })
  }

  /**
   * The same from memory, without the wait for a reading. Null when the changes are not all at the
   * ends of logs that memory knows, or when the disk does not bear memory out (another handle was
   * faster): then nothing is stored, and everything is done again from what is on the disk.
   */
  async function commitUnread(works: readonly Work[]): Promise<WriteBatch | null> {
    if (!goToTheEnds(context.index, works) || !context.database.isOpen()) return null
    const wanted = works.map((work) => work.wanted)
    const batch = beginUnread(context, wanted)
    const borneOut = works.map((work) => work.run(batch)).every(Boolean)
    const ends = borneOut ? batch.ends() : null
    if (ends === null) return null
    const areOwn = wanted.every(({ seq }) => seq === null)
    return (await storeEnds(context, ends, areOwn)) ? batch : null
  }

  return {
    append: (log, make) =>
      enqueue({ log, seq: null }, 0, (batch) => appendEnvelope(context, batch, log, make), true),
    receive: (opened, bytes) =>
      enqueue({ log: nameOf(opened.header), seq: opened.header.seq }, bytes.length, (batch) =>
        receiveEnvelope(context, batch, opened, bytes),
      ),
    setBase: (log, seq, id) => enqueue({ log, seq }, 0, (batch) => setBase(batch, log, seq, id)),
    async idle() {
      while (running !== null) await running
    },
  }
}

/** Whether every change goes to the end of a log that memory knows. */
function goToTheEnds(index: LogIndex, works: readonly Work[]): boolean {
  const ends = new Map<string, number>()
  return works.every(({ wanted: { log: name, seq } }) => {
    const { log } = index.keysOf(name)
    const end = ends.get(log) ?? index.get(log)?.head.seq
    if (end === undefined || (seq ?? end + 1) !== end + 1) return false
    ends.set(log, end + 1)
    return true
  })
}

function takeBatch(waiting: Work[]): Work[] {
  let bytes = 0
  let count = 0
  for (const work of waiting) {
    bytes += work.size
    if (count > 0 && (count === mostAtOnce || bytes > mostBytesAtOnce)) break
    count++
  }
  return waiting.splice(0, count)
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
