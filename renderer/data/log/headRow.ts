import { decodeHead, encodeHead } from './rowCodec.ts'
import { openRecord } from './context.ts'
import type { LogContext } from './context.ts'
import type { HeadRow } from './database.ts'
import type { LogKeys, LogState } from './logIndex.ts'

export function sealHeadRow(context: LogContext, state: LogState): HeadRow {
  return {
    document: state.document,
    log: state.log,
    sealed: context.seal.seal('heads', headKey(state), encodeHead(state)),
  }
}

/** The state a head's row tells, or null when the row is damaged. */
export function openHeadRow(context: LogContext, row: HeadRow): LogState | null {
  const record = openRecord(context, 'heads', headKey(row), row.sealed, decodeHead)
  return record && { ...record, document: row.document, log: row.log }
}

export function headKey(keys: LogKeys): string {
  return `${keys.document}/${keys.log}`
}
