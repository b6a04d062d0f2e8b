import { concatBytes, encode, encodeUtf8 } from '#shared/codec/index.ts'
import { fromHex } from '#shared/ids.ts'
import type { DeviceId, EntryId, ForumId } from '#shared/ids.ts'
import { invariant } from '#shared/result.ts'
import { derive, labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import { boxBytes, maxDevices } from '../membership/limits.ts'

const ciphertextBytes = 1120
const noNonce = new Uint8Array(24)

/** Somebody an epoch is sealed to. */
export interface Recipient {
  readonly id: DeviceId
  readonly sealingKey: Uint8Array
}

/** What the boxes of one epoch are bound to. */
export interface OpenContext {
  readonly forum: ForumId
  readonly scope: string
  readonly parents: readonly EntryId[]
  readonly opener: DeviceId
}

/** ctx = lp(forum) lp(scope) lp(sorted parents). */
function contextBytes({ forum, scope, parents }: OpenContext): Uint8Array {
  return encode((writer) => {
    writer.bytes(fromHex(forum))
    writer.text(scope)
    writer.bytes(concatBytes(...[...parents].sort().map(fromHex)))
  })
}

/** epochKey = BLAKE2b-256(root, lp("SR1/epoch-key") ctx). `root`: 32 random bytes, used once. */
export function epochKeyOf(sodium: Sodium, context: OpenContext, root: Uint8Array): Uint8Array {
  return sodium.hash(32, withLabel('SR1/epoch-key', contextBytes(context)), root)
}

/** BLAKE2b-256(epochKey, lp("SR1/key-check") ctx): all who hold the key see that it is the same. */
export function keyCheckOf(sodium: Sodium, context: OpenContext, epochKey: Uint8Array): Uint8Array {
  return sodium.hash(32, withLabel('SR1/key-check', contextBytes(context)), epochKey)
}

/**
 * All 36 boxes of an epoch, 1,168 bytes each: the recipients' in the order given, then filler, so
 * that their number does not show. Everything follows from `root`, so whoever opened one box can
 * check all. Null when a recipient's key cannot be sealed to.
 */
export function makeBoxes(
  sodium: Sodium,
  context: OpenContext,
  root: Uint8Array,
  recipients: readonly Recipient[],
): Uint8Array[] | null {
  invariant(recipients.length <= maxDevices, 'an epoch has at most 36 recipients')
  const ctx = contextBytes(context)
  const boxes: Uint8Array[] = []
  for (const recipient of recipients) {
    const coins = sodium.hash(
      64,
      withLabel('SR1/coins', ctx, fromHex(recipient.id), recipient.sealingKey),
      root,
    )
    const made = sodium.encapsulate(recipient.sealingKey, coins)
    sodium.erase(coins)
    if (made === null) return null
    const key = wrapKey(sodium, context, ctx, recipient, made.ciphertext, made.secret)
    boxes.push(concatBytes(made.ciphertext, sodium.seal(key, noNonce, ctx, root)))
    sodium.erase(key)
  }
  for (let at = boxes.length; at < maxDevices; at++) {
    const key = derive(sodium, root, 'SR1/filler', [ctx, Uint8Array.of(at)])
    boxes.push(sodium.seal(key, noNonce, ctx, new Uint8Array(boxBytes - 16)))
  }
  return boxes
}

/** The root in one's own box, or null: another's box, or not made as the rules have it. */
export function openBox(
  sodium: Sodium,
  context: OpenContext,
  recipient: Recipient,
  secretKey: Uint8Array,
  box: Uint8Array,
): Uint8Array | null {
  const ctx = contextBytes(context)
  const ciphertext = box.subarray(0, ciphertextBytes)
  const secret = sodium.decapsulate(ciphertext, secretKey)
  if (secret === null) return null
  const key = wrapKey(sodium, context, ctx, recipient, ciphertext, secret)
  const root = sodium.open(key, noNonce, ctx, box.subarray(ciphertextBytes))
  sodium.erase(key)
  return root.ok && root.value.length === 32 ? root.value : null
}

/** BLAKE2b-256(ss, lp("SR1/wrap") lp(H(ct)) lp(H(public key)) ctx lp(device) lp(opener)). Erases `secret`. */
function wrapKey(
  sodium: Sodium,
  context: OpenContext,
  ctx: Uint8Array,
  recipient: Recipient,
  ciphertext: Uint8Array,
  secret: Uint8Array,
): Uint8Array {
  const message = encode((writer) => {
    writer.text('SR1/wrap')
    writer.bytes(labelledHash(sodium, 'SR1/wrap-ciphertext', [ciphertext]))
    writer.bytes(labelledHash(sodium, 'SR1/wrap-key', [recipient.sealingKey]))
    writer.fixed(ctx)
    writer.bytes(fromHex(recipient.id))
    writer.bytes(fromHex(context.opener))
  }, 512)
  const key = sodium.hash(32, message, secret)
  sodium.erase(secret)
  return key
}

/** lp(label) ctx lp(part)...: ctx is made of length-prefixed fields already. */
function withLabel(label: string, ctx: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  return encode((writer) => {
    writer.bytes(encodeUtf8(label))
    writer.fixed(ctx)
    for (const part of parts) writer.bytes(part)
  }, 2048)
}
