import { decode, encode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'
import { payloadLimits } from './limits.ts'

/** One part's share of the content, so that a part in its envelope fits a relay's frame. */
const partBytes = 248 * 1024
const maxParts = Math.ceil(payloadLimits.snapshot / partBytes)

/** One part as read: which whole it belongs to, where in it, and the bytes. */
export interface SnapshotPart {
  /** Hex of BLAKE2b-256 of the whole. */
  readonly whole: string
  readonly index: number
  readonly count: number
  readonly bytes: Uint8Array
}

/** Cuts a snapshot of up to 16 MiB into payloads that each fit one envelope of 256 KiB; `too-large` above. */
export function splitSnapshot(
  sodium: Sodium,
  snapshot: Uint8Array,
): Result<Uint8Array[], 'too-large'> {
  if (snapshot.length > payloadLimits.snapshot) return fail('too-large')
  const whole = sodium.hash(32, snapshot)
  const count = Math.max(1, Math.ceil(snapshot.length / partBytes))
  return ok(
    Array.from({ length: count }, (_, index) =>
      encode((writer) => {
        writer.u8(1)
        writer.fixed(whole)
        writer.varint(index)
        writer.varint(count)
        writer.bytes(snapshot.subarray(index * partBytes, (index + 1) * partBytes))
      }, partBytes + 64),
    ),
  )
}

/** Reads one part's payload strictly. */
export function readSnapshotPart(payload: Uint8Array): Result<SnapshotPart, 'malformed'> {
  return decode(payload, (reader) => {
    reader.require(reader.u8() === 1, 'unknown version of snapshot part')
    const whole = reader.hex(32)
    const index = reader.varint(maxParts)
    const count = reader.varint(maxParts)
    reader.require(index < count, 'part outside its whole')
    return { whole, index, count, bytes: reader.bytes(partBytes) }
  })
}

/** Joins all parts of one whole, in any order; `malformed` when one is missing, foreign or altered. */
export function joinSnapshot(
  sodium: Sodium,
  parts: readonly SnapshotPart[],
): Result<Uint8Array, 'malformed'> {
  const sorted = [...parts].sort((a, b) => a.index - b.index)
  const first = sorted[0]
  if (first === undefined || first.count !== sorted.length)
    return fail('malformed', 'parts missing')
  const length = sorted.reduce((sum, part) => sum + part.bytes.length, 0)
  const snapshot = new Uint8Array(length)
  let at = 0
  for (const [index, part] of sorted.entries()) {
    if (part.index !== index || part.whole !== first.whole || part.count !== first.count) {
      return fail('malformed', 'parts of different snapshots')
    }
    snapshot.set(part.bytes, at)
    at += part.bytes.length
  }
  if (toHex(sodium.hash(32, snapshot)) !== first.whole) return fail('malformed', 'snapshot altered')
  return ok(snapshot)
}
