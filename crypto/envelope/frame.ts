import { encode, encodeUtf8 } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { EnvelopeId } from '#shared/ids.ts'
import type { Sodium } from '../sodium.ts'

/*
 * outer = AAD | commit | ct        AAD = "SR1E" | suite | tag | nonce
 */
export const suite = 1
export const nonceBytes = 24
const tagBytes = 16
const commitBytes = 32
export const signatureBytes = 64
export const aeadTagBytes = 16
export const magic = encodeUtf8('SR1E')
export const associatedBytes = magic.length + 1 + tagBytes + nonceBytes
export const nonceAt = associatedBytes - nonceBytes
export const sealedAt = associatedBytes + commitBytes

const commitLabel = encode((writer) => writer.text('SR1/commit'))
/** Stands before header and payload in what an envelope's id is the hash of. */
export const idPrefix = encodeUtf8('SR1/env')

/** BLAKE2b-128(Ktag, nonce): tells holders of the key, and nobody else, which epoch this is. */
export function epochTag(sodium: Sodium, tagKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return sodium.hash(tagBytes, nonce, tagKey)
}

/** What is hashed to the commitment is put together here. It is public all of it, so it may lie around. */
const commitMessage = new Uint8Array(16 * 1024)

/** BLAKE2b-256(Kcom, lp("SR1/commit") AAD u64(len ct) ct). */
export function commitment(
  sodium: Sodium,
  commitKey: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Uint8Array {
  const start = commitLabel.length + associated.length
  const length = start + 8 + sealed.length
  const message =
    length <= commitMessage.length ? commitMessage.subarray(0, length) : new Uint8Array(length)
  message.set(commitLabel)
  message.set(associated, commitLabel.length)
  const lengthField = new DataView(message.buffer, start, 8)
  lengthField.setUint32(0, 0)
  lengthField.setUint32(4, sealed.length)
  message.set(sealed, start + 8)
  return sodium.hash(commitBytes, message, commitKey)
}

/**
 * BLAKE2b-256("SR1/env" header payload): the same whoever seals it again, whenever.
 *
 * @param named `idPrefix`, header and payload in one
 */
export function envelopeId(sodium: Sodium, named: Uint8Array): EnvelopeId {
  return toHex(sodium.hash(32, named)) as EnvelopeId
}
