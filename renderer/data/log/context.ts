import { decodeEnvelope, encodeEnvelope } from './rowCodec.ts'
import type { EnvelopeRecord } from './rowCodec.ts'
import type { DamageList } from './damageList.ts'
import type { EnvelopeRow, LogDatabase } from './database.ts'
import type { LogIndex, LogKeys, LogState } from './logIndex.ts'
import type { RowSeal } from './rowSeal.ts'
import type { StoredEnvelope } from './types.ts'
import type { Result } from '#shared/result.ts'

/** What the parts of an open log share. */
export interface LogContext {
  readonly database: LogDatabase
  readonly seal: RowSeal
  readonly index: LogIndex
  readonly damage: DamageList
}

/**
 * Opens a row and decodes it. A row that fails is put on the damage list and null is returned, so
 * that one bad row never keeps the others from loading.
 */
export function openRecord<T>(
  context: LogContext,
  table: string,
  key: string,
  sealed: unknown,
  decode: (bytes: Uint8Array) => Result<T>,
): T | null {
  const plain = context.seal.open(table, key, sealed)
  const record = plain.ok ? decode(plain.value) : plain
  if (record.ok) return record.value
  context.damage.report(table, key)
  return null
}

/** Opens an envelope's row; one that fails is also marked as lost, so that it is asked for again. */
export function openEnvelopeRow(context: LogContext, row: EnvelopeRow): EnvelopeRecord | null {
  const record = openRecord(
    context,
    'envelopes',
    envelopeKey(row, row.seq),
    row.sealed,
    decodeEnvelope,
  )
  if (record === null) context.index.lose(row.log, row.seq)
  return record
}

/** A row is missing where the log says that it must be. */
export function reportMissing(context: LogContext, keys: LogKeys, seq: number): void {
  context.damage.report('envelopes', envelopeKey(keys, seq))
  context.index.lose(keys.log, seq)
}

export function sealEnvelopeRow(
  context: LogContext,
  keys: LogKeys,
  record: EnvelopeRecord,
): EnvelopeRow {
  const plain = encodeEnvelope(record)
  return {
    document: keys.document,
    log: keys.log,
    seq: record.seq,
    sealed: context.seal.seal('envelopes', envelopeKey(keys, record.seq), plain),
  }
}

/** What a record looks like from outside. */
export function storedEnvelope(
  state: Pick<LogState, 'name'>,
  record: EnvelopeRecord,
): StoredEnvelope {
  const { seq, id, epochId, kind, bytes } = record
  return { log: state.name, seq, id, epochId, kind, bytes }
}

function envelopeKey(keys: LogKeys, seq: number): string {
  return `${keys.document}/${keys.log}/${seq}`
}
