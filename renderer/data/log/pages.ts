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

/** Pages through the rows from `from` to `to`, both included, with memory for one page. */
export function pagesOf({ database }: LogContext, from: Key, to: Key): Pages {
  let start: Key | null = from
  let count = firstPage
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
      count = nextCount(rows, asked)
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

/** Small updates come a thousand at a time, large ones a few. */
function nextCount(rows: readonly EnvelopeRow[], asked: number): number {
  let bytes = 1
  for (const { sealed } of rows) bytes += sealed instanceof Uint8Array ? sealed.length : 0
  const fitting = Math.ceil((pageBytes * rows.length) / bytes)
  return Math.max(1, Math.min(largestPage, asked * 8, fitting))
}
