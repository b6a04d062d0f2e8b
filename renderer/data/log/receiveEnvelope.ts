import { sealEnvelopeRow } from './context.ts'
import type { LogContext } from './context.ts'
import { encodeName } from './rowCodec.ts'
import type { EnvelopeRecord } from './rowCodec.ts'
import type { LogName, ReceivedEnvelope } from './types.ts'
import type { WriteBatch } from './writeBatch.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** Places a received envelope within a batch: next, already held, a hole to mend, or a fork. */
export function receiveEnvelope(
  context: LogContext,
  batch: WriteBatch,
  opened: ReceivedEnvelope,
  bytes: Uint8Array,
): Result<'stored' | 'duplicate'> {
  const { header, id } = opened
  const { seq, prev, epochId, kind } = header
  const log = nameOf(header)
  const record: EnvelopeRecord = { name: encodeName(log), seq, id, prev, epochId, kind, bytes }
  const row = () => sealEnvelopeRow(context, context.index.keysOf(log), record)

  if (!Number.isSafeInteger(seq) || seq < 1) return fail('malformed', 'sequence')
  const state = batch.state(log)
  const head = state?.head ?? null
  if (seq > (head?.seq ?? 0) + 1) return fail('sequence-gap')
  if (seq === (head?.seq ?? 0) + 1) {
    if (prev === (head?.id ?? null)) {
      batch.add(log, row(), record)
      return ok('stored')
    }
    batch.addFork(log, record)
    return fail('previous-mismatch')
  }

  const held = batch.envelope(log, seq)
  const base = state?.base ?? null
  const standing = held?.id ?? (base?.seq === seq ? base.id : null)
  if (standing !== null) {
    if (standing === id) return ok('duplicate')
    batch.addFork(log, record)
    return fail('sequence-fork')
  }
  if (base !== null && seq < base.seq) return ok('duplicate')
  if (fitsHole(batch, log, record)) {
    batch.mend(row(), record)
    return ok('stored')
  }
  batch.addFork(log, record)
  return fail('sequence-fork')
}

/** Whether an envelope is the one that a lost row held, as far as its neighbours can tell. */
function fitsHole(batch: WriteBatch, log: LogName, record: EnvelopeRecord): boolean {
  const head = batch.state(log)?.head
  if (head?.seq === record.seq && head.id !== record.id) return false
  const before = record.seq > 1 ? batch.envelope(log, record.seq - 1) : null
  if (before !== null && before.id !== record.prev) return false
  const after = batch.envelope(log, record.seq + 1)
  return after === null || after.prev === record.id
}

export function nameOf({ scope, document, device, incarnation }: LogName): LogName {
  return { scope, document, device, incarnation }
}
