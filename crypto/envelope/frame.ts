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
const idPrefix = encodeUtf8('SR1/env')

/** BLAKE2b-128(Ktag, nonce): tells holders of the key, and nobody else, which epoch this is. */
export function epochTag(sodium: Sodium, tagKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return sodium.hash(tagBytes, nonce, tagKey)
}

/** BLAKE2b-256(Kcom, lp("SR1/commit") AAD u64(len ct) ct). */
export function commitment(
  sodium: Sodium,
  commitKey: Uint8Array,
  associated: Uint8Array,
  sealed: Uint8Array,
): Uint8Array {
  const start = commitLabel.length + associated.length
  const message = new Uint8Array(start + 8 + sealed.length)
  message.set(commitLabel)
  message.set(associated, commitLabel.length)
  new DataView(message.buffer).setUint32(start + 4, sealed.length)
  message.set(sealed, start + 8)
  return sodium.hash(commitBytes, message, commitKey)
}

/** BLAKE2b-256("SR1/env" header payload): the same whoever seals it again, whenever. */
export function envelopeId(sodium: Sodium, headerAndPayload: Uint8Array): EnvelopeId {
  const message = new Uint8Array(idPrefix.length + headerAndPayload.length)
  message.set(idPrefix)
  message.set(headerAndPayload, idPrefix.length)
  return toHex(sodium.hash(32, message)) as EnvelopeId
}
