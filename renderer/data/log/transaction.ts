import type { EnvelopeRow, HeadRow, LogDatabase, LogTables, PileRow } from './database.ts'

/** The tables of the logs, bound to one transaction. */
export type LogTransaction = Pick<LogTables, 'heads' | 'envelopes' | 'forks'>

/**
 * Runs `work` in one strict transaction over the tables of the logs. Its tables are bound to the
 * transaction by name: Dexie's own tracking gets lost after a hundred awaits of promises that are
 * not Dexie's, and what is then written lies outside the transaction.
 */
export function inLogTransaction<T>(
  database: LogDatabase,
  work: (tables: LogTransaction) => Promise<T>,
): Promise<T> {
  const { heads, envelopes, forks } = database
  return database.transaction('rw', heads, envelopes, forks, (transaction) =>
    work({
      heads: transaction.table<HeadRow, [string, string]>('heads'),
      envelopes: transaction.table<EnvelopeRow, [string, string, number]>('envelopes'),
      forks: transaction.table<PileRow, number>('forks'),
    }),
  )
}
