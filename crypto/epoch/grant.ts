import { concatBytes, encode } from '#shared/codec/index.ts'
import type { DeviceId, EpochId, ForumId } from '#shared/ids.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import type { Recipient } from './boxes.ts'

const ciphertextBytes = 1120
const noNonce = new Uint8Array(24)

/** What a granted key is bound to. */
export interface GrantContext {
  readonly forum: ForumId
  readonly scope: string
  readonly epoch: EpochId
  readonly granter: DeviceId
}

/**
 * An epoch's key sealed to one device: ct | XChaCha20-Poly1305(BLAKE2b-256(ss, context), nonce 0).
 * The key is used once, so the zero nonce is safe. Null when the recipient's key is none.
 */
export function makeGrantBox(
  sodium: Sodium,
  context: GrantContext,
  recipient: Recipient,
  epochKey: Uint8Array,
): Uint8Array | null {
  const coins = sodium.random(64)
  const made = sodium.encapsulate(recipient.sealingKey, coins)
  sodium.erase(coins)
  if (made === null) return null
  const bound = contextBytes(sodium, context, recipient, made.ciphertext)
  const key = sodium.hash(32, bound, made.secret)
  sodium.erase(made.secret)
  const sealed = sodium.seal(key, noNonce, bound, epochKey)
  sodium.erase(key)
  return concatBytes(made.ciphertext, sealed)
}

/** The key in a grant, or null: for another device, or not made as the rules have it. */
export function openGrantBox(
  sodium: Sodium,
  context: GrantContext,
  recipient: Recipient,
  secretKey: Uint8Array,
  box: Uint8Array,
): Uint8Array | null {
  const ciphertext = box.subarray(0, ciphertextBytes)
  const secret = sodium.decapsulate(ciphertext, secretKey)
  if (secret === null) return null
  const bound = contextBytes(sodium, context, recipient, ciphertext)
  const key = sodium.hash(32, bound, secret)
  sodium.erase(secret)
  const opened = sodium.open(key, noNonce, bound, box.subarray(ciphertextBytes))
  sodium.erase(key)
  return opened.ok && opened.value.length === 32 ? opened.value : null
}

function contextBytes(
  sodium: Sodium,
  context: GrantContext,
  recipient: Recipient,
  ciphertext: Uint8Array,
): Uint8Array {
  return encode((writer) => {
    writer.text('SR1/grant')
    writer.hex(context.forum)
    writer.text(context.scope)
    writer.hex(context.epoch)
    writer.hex(context.granter)
    writer.hex(recipient.id)
    writer.bytes(labelledHash(sodium, 'SR1/wrap-ciphertext', [ciphertext]))
    writer.bytes(labelledHash(sodium, 'SR1/wrap-key', [recipient.sealingKey]))
  }, 512)
}
