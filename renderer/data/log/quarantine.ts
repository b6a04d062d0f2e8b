import { attempt } from './attempt.ts'
import { openRecord } from './context.ts'
import type { LogContext } from './context.ts'
import { layOn } from './pile.ts'
import type { HeldEnvelope, QuarantinedEnvelope } from './types.ts'
import { decode, encode, encodeUtf8 } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** Protocol, "The envelope": 200 envelopes and 1 MiB a device. */
const allowance = { count: 200, bytes: 1024 * 1024 }

/** Lays an envelope aside; the same bytes again, from whomever, change nothing. */
export function layAside(
  context: LogContext,
  envelope: QuarantinedEnvelope,
): Promise<Result<'stored' | 'duplicate'>> {
  const { database, seal } = context
  const owner = seal.opaque('owner', encodeUtf8(envelope.source))
  const place = seal.opaque('quarantine', envelope.bytes)
  const plain = encode((writer) => {
    writer.text(envelope.source)
    writer.bytes(envelope.bytes)
  }, envelope.bytes.length + 128)
  const row = { owner, place, sealed: seal.seal('quarantine', `${owner}/${place}`, plain) }
  return attempt(async () => {
    const laid = await database.transaction('rw', database.quarantine, () =>
      layOn(database.quarantine, row, allowance),
    )
    return laid === 'full' ? fail('quarantine-full') : ok(laid)
  })
}

/** Everything laid aside, oldest first. A damaged row is dropped and reported: it comes again. */
export function allLaidAside(context: LogContext): Promise<Result<readonly HeldEnvelope[]>> {
  return attempt(async () => {
    const { quarantine } = context.database
    const held: HeldEnvelope[] = []
    const damaged: string[] = []
    for (const { owner, place, sealed } of await quarantine.orderBy('at').toArray()) {
      const envelope = openRecord(context, 'quarantine', `${owner}/${place}`, sealed, decodeHeld)
      if (envelope === null) damaged.push(place)
      else held.push({ ...envelope, place })
    }
    if (damaged.length > 0) await quarantine.where('place').anyOf(damaged).delete()
    return ok(held)
  })
}

/** Forgets what was placed or refused for good. */
export function release(context: LogContext, held: readonly HeldEnvelope[]): Promise<Result<void>> {
  return attempt(async () => {
    const places = held.map((envelope) => envelope.place)
    await context.database.quarantine.where('place').anyOf(places).delete()
    return ok(undefined)
  })
}

function decodeHeld(bytes: Uint8Array): Result<QuarantinedEnvelope> {
  return decode(bytes, (reader) => ({
    source: reader.text(1024),
    bytes: reader.bytes(allowance.bytes),
  }))
}
