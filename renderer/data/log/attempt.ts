import { Dexie } from 'dexie'
import { fail } from '#shared/result.ts'
import type { Failure, Result } from '#shared/result.ts'

/**
 * What an error of the database becomes, or null when it is not one: a broken invariant is no
 * failure of the disk. The detail names the kind of error only ("QuotaExceededError").
 */
export function databaseFailure(error: unknown): Failure<'database-failed'> | null {
  const ofDatabase =
    error instanceof Dexie.DexieError ||
    (typeof DOMException !== 'undefined' && error instanceof DOMException)
  if (!ofDatabase) return null
  return { code: 'database-failed', detail: kindOf(error) }
}

/** Runs database work; its errors become 'database-failed', anything else is thrown on. */
export async function attempt<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    const failure = databaseFailure(error)
    if (failure === null) throw error
    return fail(failure.code, failure.detail)
  }
}

/** An aborted transaction says why only in its inner error. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error || error instanceof DOMException)) return 'UnknownError'
  const inner = 'inner' in error ? error.inner : undefined
  return inner instanceof Error || inner instanceof DOMException
    ? `${error.name}: ${inner.name}`
    : error.name
}
