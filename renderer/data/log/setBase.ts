import type { LogName } from './types.ts'
import type { WriteBatch } from './writeBatch.ts'
import type { EnvelopeId } from '#shared/ids.ts'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** Notes within a batch that a snapshot covers a log up to `seq`, so that the log goes on there. */
export function setBase(
  batch: WriteBatch,
  log: LogName,
  seq: number,
  id: EnvelopeId,
): Result<void> {
  invariant(
    Number.isSafeInteger(seq) && seq >= 1,
    'a snapshot covers a log from its first place on',
  )
  const state = batch.state(log)
  const held = batch.envelope(log, seq)
  const standing = held?.id ?? (state?.head.seq === seq ? state.head.id : id)
  if (standing !== id) return fail('sequence-fork')
  if (state?.base && state.base.seq >= seq) return ok(undefined)
  const place = { seq, id }
  batch.setHead(log, state && state.head.seq > seq ? state.head : place, place)
  return ok(undefined)
}
