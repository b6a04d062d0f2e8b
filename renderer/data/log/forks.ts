import { attempt } from './attempt.ts'
import { openRecord, storedEnvelope } from './context.ts'
import type { LogContext } from './context.ts'
import { layOn } from './pile.ts'
import { decodeEnvelope, decodeName, encodeEnvelope } from './rowCodec.ts'
import type { EnvelopeRecord } from './rowCodec.ts'
import type { LogTransaction } from './transaction.ts'
import type { ForkEvidence, LogName } from './types.ts'
import { fromHex } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

const allowance = { count: 100, bytes: 1024 * 1024 }

/**
 * Keeps an envelope that contradicts the kept branch, inside a transaction. Beyond the device's
 * allowance it is dropped: the first ones prove as much as all.
 */
export async function layFork(
  { seal }: LogContext,
  { forks }: LogTransaction,
  log: LogName,
  record: EnvelopeRecord,
): Promise<void> {
  const owner = seal.opaque('owner', fromHex(log.device))
  const place = seal.opaque('fork', fromHex(record.id))
  const sealed = seal.seal('forks', `${owner}/${place}`, encodeEnvelope(record))
  await layOn(forks, { owner, place, sealed }, allowance)
}

/** All evidence, oldest first. */
export function allForks(context: LogContext): Promise<Result<readonly ForkEvidence[]>> {
  return attempt(async () => {
    const evidence: ForkEvidence[] = []
    for (const row of await context.database.forks.orderBy('at').toArray()) {
      const key = `${row.owner}/${row.place}`
      const record = openRecord(context, 'forks', key, row.sealed, decodeEnvelope)
      const name = record && decodeName(record.name)
      if (!record || !name?.ok) continue
      evidence.push({ ...storedEnvelope({ name: name.value }, record), prev: record.prev })
    }
    return ok(evidence)
  })
}
