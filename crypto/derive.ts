import { encode } from '#shared/codec/index.ts'
import type { Sodium } from './sodium.ts'

/**
 * BLAKE2b(key, lp(label) lp(part)...): the one way in which keys are derived. The label and every
 * part carry their length, so no two lists of inputs meet in one byte string.
 */
export function derive(
  sodium: Sodium,
  key: Uint8Array,
  label: string,
  parts: readonly Uint8Array[] = [],
  length = 32,
): Uint8Array {
  return sodium.hash(length, labelled(label, parts), key)
}

/** BLAKE2b(lp(label) lp(part)...) without a key: ids and commitments. */
export function labelledHash(
  sodium: Sodium,
  label: string,
  parts: readonly Uint8Array[],
  length = 32,
): Uint8Array {
  return sodium.hash(length, labelled(label, parts))
}

function labelled(label: string, parts: readonly Uint8Array[]): Uint8Array {
  return encode((writer) => {
    writer.text(label)
    for (const part of parts) writer.bytes(part)
  })
}
