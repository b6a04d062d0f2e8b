import { databaseFailure } from './attempt.ts'
import type { LogContext } from './context.ts'
import type { EnvelopeRow } from './database.ts'
import { LogReadError } from './logReadError.ts'

/** The rows of a stretch in the order of their keys, a page at a time. */
export interface Pages {
  /** Up to about 4 MiB of rows; empty at the end. */
  next(): Promise<readonly EnvelopeRow[]>
}

type Key = [string, string, number]

const pageBytes = 4 * 1024 * 1024
const firstPage = 64
const largestPage = 1024

/**
 * Pages through the rows from `from` to `to`, both included, with memory for one page. Whoever wants
 * only about `wantedBytes` of rows says so, and no more are read for them.
 */
export function pagesOf(
  { database }: LogContext,
  from: Key,
  to: Key,
  wantedBytes = Number.POSITIVE_INFINITY,
): Pages {
  let start: Key | null = from
  let count = firstPage
  let wanted = wantedBytes
  return {
    async next() {
      if (start === null) return []
      const asked: number = count
      const rows = await reading(
        database.envelopes
          .where('[document+log+seq]')
          .between(start, to, true, true)
          .limit(asked)
          .toArray(),
      )
      const last = rows.at(-1)
      start = last && rows.length === asked ? [last.document, last.log, last.seq + 1] : null
      const bytes = bytesOf(rows)
      wanted -= bytes
      // Small updates come a thousand at a time, large ones a few.
      const fitting = Math.ceil((Math.min(pageBytes, wanted) * rows.length) / bytes)
      count = Math.max(1, Math.min(largestPage, asked * 8, fitting))
      return rows
    },
  }
}

/** Awaits a read; a failing database throws `LogReadError`. */
export async function reading<T>(work: PromiseLike<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const failure = databaseFailure(error)
    throw failure === null ? error : new LogReadError(failure.detail ?? '')
  }
}

/** At least 1. */
function bytesOf(rows: readonly EnvelopeRow[]): number {
  let bytes = 1
  for (const { sealed } of rows) bytes += sealed instanceof Uint8Array ? sealed.length : 0
  return bytes
}
