import { appendEnvelope } from './appendEnvelope.ts'
import type { MakeEnvelope } from './appendEnvelope.ts'
import { databaseFailure } from './attempt.ts'
import type { LogContext } from './context.ts'
import { nameOf, receiveEnvelope } from './receiveEnvelope.ts'
import { setBase } from './setBase.ts'
import { inLogTransaction } from './transaction.ts'
import type { LogName, ReceivedEnvelope, StoredEnvelope } from './types.ts'
import { beginBatch } from './writeBatch.ts'
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
  run(batch: WriteBatch): void
  committed(): void
  failed(error: unknown): void
}

const mostAtOnce = 256
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
          } catch (error) {
            // One caller's mistake must not take the other changes of the batch with it.
            settle = () => reject(asError(error))
          }
        },
        committed: () => settle(),
        failed(error) {
          const failure = databaseFailure(error)
          if (failure === null) reject(asError(error))
          else resolve(fail(failure.code, failure.detail))
        },
      })
      running ??= drain()
    })
  }

  async function drain(): Promise<void> {
    // A microtask's pause lets calls made together share the first transaction too.
    await Promise.resolve()
    while (waiting.length > 0) await commit(takeBatch(waiting))
    running = null
  }

  async function commit(works: readonly Work[]): Promise<void> {
    try {
      const batch = await inLogTransaction(context.database, async (transaction) => {
        const begun = await beginBatch(
          context,
          transaction,
          works.map((work) => work.wanted),
        )
        for (const work of works) work.run(begun)
        await begun.write()
        return begun
      })
      batch.settle()
    } catch (error) {
      for (const work of works) work.failed(error)
      return
    }
    for (const work of works) work.committed()
  }

  return {
    append: (log, make) =>
      enqueue({ log, seq: null }, 0, (batch) => appendEnvelope(context, batch, log, make)),
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
