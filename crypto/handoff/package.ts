import { decode, encode } from '#shared/codec/index.ts'
import type { DeviceId, ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { boxOverhead, makeDeviceBox, openDeviceBox } from '../deviceBox.ts'
import type { BoxContext, BoxRecipient } from '../deviceBox.ts'
import type { Entry } from '../membership/types.ts'
import { padTo, unpad } from '../padding.ts'
import type { KeyPair, Sodium } from '../sodium.ts'

/** Who hands on, and in which forum: part of every key and seal in a package. */
export interface HandoffOrigin {
  readonly forum: ForumId
  /** The device that will sign the offer. */
  readonly author: DeviceId
}

/** A sealed package, and what its offer names: BLAKE2b-256 of the bytes. */
export interface SealedHandoff {
  readonly bytes: Uint8Array
  readonly hash: Uint8Array
}

const version = 1
/** A member has at most three devices; there are always so many boxes. */
const boxCount = 3
const boxBytes = boxOverhead + 32
const noNonce = new Uint8Array(24)
/** Notes of many years, in bytes. */
export const maxHandoffBytes = 1024 * 1024
const maxSealedBytes = 2 * maxHandoffBytes

/**
 * Seals a moderator's notes to the devices of the successor, with the newest X-Wing key that each
 * acknowledged. Nobody else can open them, other moderators among them; all see who hands on to
 * whom, from the offer. The check says to every device that it got the same key.
 *
 * Fails as `too-large`, or `device-unknown` (no device, more than three, or one without a key).
 */
export function sealHandoff(
  sodium: Sodium,
  origin: HandoffOrigin,
  successor: readonly BoxRecipient[],
  notes: Uint8Array,
): Result<SealedHandoff> {
  if (notes.length > maxHandoffBytes) return fail('too-large')
  if (successor.length === 0 || successor.length > boxCount) return fail('device-unknown')
  const key = sodium.random(32)
  const boxes: Uint8Array[] = []
  for (const recipient of successor) {
    const box = makeDeviceBox(sodium, bound('SR1/handoff', origin), recipient, key)
    if (box === null) return fail('device-unknown', 'sealing key')
    boxes.push(box)
  }
  // How many devices the successor has is no secret: the chain says it.
  while (boxes.length < boxCount) boxes.push(sodium.random(boxBytes))
  const check = keyCheck(sodium, origin, key)
  const sealed = sodium.seal(key, noNonce, bodyContext(origin), padTo(notes))
  sodium.erase(key)
  const bytes = encode(
    (writer) => {
      writer.u8(version)
      for (const box of boxes) writer.fixed(box)
      writer.fixed(check)
      writer.bytes(sealed)
    },
    sealed.length + boxCount * boxBytes + 64,
  ).slice()
  return ok({ bytes, hash: sodium.hash(32, bytes) })
}

/**
 * The notes in the package that an offer names, with any of this device's X-Wing pairs. Whether the
 * offer counts, the chain says.
 *
 * Fails as `package-not-offered` (another package, or the entry is no offer), `malformed`,
 * `decryption-failed` (not for this device), `key-check-mismatch` or `padding-invalid`.
 */
export function openHandoff(
  sodium: Sodium,
  offer: Entry,
  device: DeviceId,
  sealing: readonly KeyPair[],
  bytes: Uint8Array,
): Result<Uint8Array> {
  if (bytes.length > maxSealedBytes) return fail('too-large')
  const { forum, author, body } = offer
  if (body.type !== 'handoff.offer' || !sodium.equal(sodium.hash(32, bytes), body.packageHash)) {
    return fail('package-not-offered')
  }
  const read = decode(bytes, (reader) => {
    reader.require(reader.u8() === version, 'version of a package')
    const boxes = Array.from({ length: boxCount }, () => reader.fixed(boxBytes))
    return { boxes, check: reader.fixed(32), sealed: reader.bytes(maxSealedBytes) }
  })
  if (!read.ok) return read
  const { boxes, check, sealed } = read.value
  const origin = { forum, author }
  for (const box of boxes) {
    for (const pair of sealing) {
      const key = openDeviceBox(sodium, bound('SR1/handoff', origin), device, pair, box)
      if (key === null) continue
      const fits = sodium.equal(keyCheck(sodium, origin, key), check)
      const padded = sodium.open(key, noNonce, bodyContext(origin), sealed)
      sodium.erase(key)
      if (!fits) return fail('key-check-mismatch')
      if (!padded.ok) return padded
      const notes = unpad(padded.value)
      return notes === null ? fail('padding-invalid') : ok(notes)
    }
  }
  return fail('decryption-failed')
}

/** BLAKE2b-256(key, lp("SR1/handoff-check") forum author). */
function keyCheck(sodium: Sodium, origin: HandoffOrigin, key: Uint8Array): Uint8Array {
  return sodium.hash(32, encode(bound('SR1/handoff-check', origin)), key)
}

function bodyContext(origin: HandoffOrigin): Uint8Array {
  return encode(bound('SR1/handoff-body', origin))
}

function bound(label: string, { forum, author }: HandoffOrigin): BoxContext {
  return (writer) => {
    writer.text(label)
    writer.hex(forum)
    writer.hex(author)
  }
}
