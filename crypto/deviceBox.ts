import { concatBytes, encode, type Writer } from '#shared/codec/index.ts'
import type { DeviceId } from '#shared/ids.ts'
import { labelledHash } from './derive.ts'
import type { KeyPair, Sodium } from './sodium.ts'

/** A device, with an X-Wing key of it. */
export interface BoxRecipient {
  readonly id: DeviceId
  readonly sealingKey: Uint8Array
}

/** Writes what a box is bound to besides its recipient: its label first, then where it belongs. */
export type BoxContext = (writer: Writer) => void

/** X-Wing's ciphertext. */
const ciphertextBytes = 1120
/** What a box is longer than what it holds. */
export const boxOverhead = ciphertextBytes + 16
const noNonce = new Uint8Array(24)

/**
 * Seals a short secret to one device: ct | XChaCha20-Poly1305(k, nonce 0, bound, secret) with (ct, ss)
 * an X-Wing encapsulation, bound = context | device | lp(H(ct)) | lp(H(public key)) and
 * k = BLAKE2b-256(bound; ss). The key is used once, so the zero nonce is safe. Null when the
 * recipient's key is none.
 */
export function makeDeviceBox(
  sodium: Sodium,
  context: BoxContext,
  recipient: BoxRecipient,
  secret: Uint8Array,
): Uint8Array | null {
  const coins = sodium.random(64)
  const made = sodium.encapsulate(recipient.sealingKey, coins)
  sodium.erase(coins)
  if (made === null) return null
  const bound = boundBytes(sodium, context, recipient, made.ciphertext)
  const key = sodium.hash(32, bound, made.secret)
  sodium.erase(made.secret)
  const sealed = sodium.seal(key, noNonce, bound, secret)
  sodium.erase(key)
  return concatBytes(made.ciphertext, sealed)
}

/** What is in a box, or null: for another device, key or place, or altered. */
export function openDeviceBox(
  sodium: Sodium,
  context: BoxContext,
  device: DeviceId,
  { publicKey, secretKey }: KeyPair,
  box: Uint8Array,
): Uint8Array | null {
  const ciphertext = box.subarray(0, ciphertextBytes)
  const shared = sodium.decapsulate(ciphertext, secretKey)
  if (shared === null) return null
  const recipient = { id: device, sealingKey: publicKey }
  const bound = boundBytes(sodium, context, recipient, ciphertext)
  const key = sodium.hash(32, bound, shared)
  sodium.erase(shared)
  const opened = sodium.open(key, noNonce, bound, box.subarray(ciphertextBytes))
  sodium.erase(key)
  return opened.ok ? opened.value : null
}

function boundBytes(
  sodium: Sodium,
  context: BoxContext,
  { id, sealingKey }: BoxRecipient,
  ciphertext: Uint8Array,
): Uint8Array {
  return encode((writer) => {
    context(writer)
    writer.hex(id)
    writer.bytes(labelledHash(sodium, 'SR1/wrap-ciphertext', [ciphertext]))
    writer.bytes(labelledHash(sodium, 'SR1/wrap-key', [sealingKey]))
  }, 512)
}
