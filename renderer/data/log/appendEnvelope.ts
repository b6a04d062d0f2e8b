import { sealEnvelopeRow, storedEnvelope } from './context.ts'
import type { LogContext } from './context.ts'
import { encodeName } from './rowCodec.ts'
import type { EnvelopeRecord } from './rowCodec.ts'
import type { LogName, MadeEnvelope, StoredEnvelope } from './types.ts'
import type { WriteBatch } from './writeBatch.ts'
import type { EnvelopeId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** Seals an envelope for its place in a log. */
export type MakeEnvelope = (seq: number, prev: EnvelopeId | null) => Result<MadeEnvelope>

/** Allocates the next place of a log within a batch. A maker that fails leaves the place free. */
export function appendEnvelope(
  context: LogContext,
  batch: WriteBatch,
  log: LogName,
  make: MakeEnvelope,
): Result<StoredEnvelope> {
  const keys = context.index.keysOf(log)
  const head = batch.state(log)?.head ?? null
  // Damaged rows beyond the last sound one were places too, and may have been sent.
  if (context.index.lostBeyond(keys.log, head?.seq ?? 0)) {
    return fail('row-corrupted', 'the end of the log is damaged: begin a new one')
  }
  const seq = (head?.seq ?? 0) + 1
  const prev = head?.id ?? null
  const made = make(seq, prev)
  if (!made.ok) return made
  const { bytes, id, epochId, kind } = made.value
  const record: EnvelopeRecord = { name: encodeName(log), seq, id, prev, epochId, kind, bytes }
  batch.add(log, sealEnvelopeRow(context, keys, record), record)
  return ok(storedEnvelope({ name: log }, record))
}
