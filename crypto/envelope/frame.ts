import { encode, encodeUtf8 } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { EnvelopeId } from '#shared/ids.ts'
import type { Sodium } from '../sodium.ts'
import { inWorkspace } from '../workspace.ts'

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
  return inWorkspace(start + 8 + sealed.length, (message) => {
    message.set(commitLabel)
    message.set(associated, commitLabel.length)
    new DataView(message.buffer, message.byteOffset).setUint32(start + 4, sealed.length)
    message.set(sealed, start + 8)
    return sodium.hash(commitBytes, message, commitKey)
  })
}

/**
 * Puts together what is signed (`content`: header and payload) and what the id is the hash of
 * (`named`: "SR1/env" and the content). Both are gone when `use` returns.
 */
export function withContent<T>(
  header: Uint8Array,
  payload: Uint8Array,
  use: (content: Uint8Array, named: Uint8Array) => T,
): T {
  return inWorkspace(idPrefix.length + header.length + payload.length, (named) => {
    named.set(idPrefix)
    named.set(header, idPrefix.length)
    named.set(payload, idPrefix.length + header.length)
    return use(named.subarray(idPrefix.length), named)
  })
}

/** BLAKE2b-256("SR1/env" header payload): the same whoever seals it again, whenever. */
export function envelopeId(sodium: Sodium, named: Uint8Array): EnvelopeId {
  return toHex(sodium.hash(32, named)) as EnvelopeId
}
