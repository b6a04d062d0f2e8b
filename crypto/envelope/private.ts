import { decode, encode } from '#shared/codec/index.ts'
import type { DeviceId, ForumId } from '#shared/ids.ts'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { boxOverhead, makeDeviceBox, openDeviceBox } from '../deviceBox.ts'
import type { BoxContext, BoxRecipient } from '../deviceBox.ts'
import { padTo, unpad } from '../padding.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { payloadLimits } from './limits.ts'
import { sealEnvelope } from './seal.ts'
import type { EnvelopeHeader, EpochKeys, OpenedEnvelope, SealedEnvelope } from './types.ts'

/**
 * How long a private message may live: `ephemeral` is never stored nor given to a relay, `kept` may
 * be, until its author or its reader ends it.
 */
export type PrivateLife = 'ephemeral' | 'kept'

/** What one member says to another and nobody else. */
export interface PrivateMessage {
  readonly life: PrivateLife
  readonly body: Uint8Array
}

/** A member has at most three devices; there are always so many boxes. */
const boxCount = 3
const boxBytes = boxOverhead + 32
const noNonce = new Uint8Array(24)
const version = 1
const lives = ['ephemeral', 'kept'] as const

/**
 * Seals a message to one member's devices, with the newest X-Wing key that each acknowledged, inside an envelope of the epoch, so that outsiders see an
 * envelope like any other and the other members see who wrote and how much, but neither to whom nor
 * what. Body and boxes are bound to forum and author: nobody else can send them as their own.
 *
 * Fails as `device-unknown` (no device, more than three, or a key that cannot be sealed to), or as
 * `sealEnvelope` does.
 */
export function sealPrivate(
  sodium: Sodium,
  keys: EpochKeys,
  signingSecret: Uint8Array,
  header: EnvelopeHeader & { readonly kind: 'private' },
  recipients: readonly BoxRecipient[],
  message: PrivateMessage,
): Result<SealedEnvelope> {
  if (recipients.length === 0 || recipients.length > boxCount) return fail('device-unknown')
  const origin = { forum: header.forum, author: header.device }
  const messageKey = sodium.random(32)
  const boxes: Uint8Array[] = []
  for (const recipient of recipients) {
    const box = makeDeviceBox(sodium, boxContext(origin), recipient, messageKey)
    if (box === null) return fail('device-unknown', 'sealing key')
    boxes.push(box)
  }
  while (boxes.length < boxCount) boxes.push(fillerBox(sodium, origin))
  const associated = bodyContext(origin, message.life)
  const body = sodium.seal(messageKey, noNonce, associated, padTo(message.body))
  sodium.erase(messageKey)
  const payload = encode(
    (writer) => {
      writer.u8(version)
      writer.u8(lives.indexOf(message.life) + 1)
      for (const box of shuffled(sodium, boxes)) writer.fixed(box)
      writer.bytes(body)
    },
    body.length + boxCount * boxBytes + 16,
  )
  return sealEnvelope(sodium, keys, signingSecret, header, payload)
}

/**
 * Reads a private message with any of this device's X-Wing pairs. Null when it is for somebody else,
 * or was spoiled on purpose: the two cannot be told apart. Fails as `malformed` when the payload is
 * none, `padding-invalid` when its author padded it wrongly.
 */
export function openPrivate(
  sodium: Sodium,
  opened: OpenedEnvelope,
  device: DeviceId,
  sealing: readonly KeyPair[],
): Result<PrivateMessage | null> {
  if (opened.header.kind !== 'private') return fail('malformed', 'kind')
  const read = decode(opened.payload, (reader) => {
    reader.require(reader.u8() === version, 'version')
    const life = reader.present(lives[reader.u8() - 1], 'life')
    const boxes = Array.from({ length: boxCount }, () => reader.fixed(boxBytes))
    return { life, boxes, sealed: reader.bytes(payloadLimits.private) }
  })
  if (!read.ok) return read
  const { life, boxes, sealed } = read.value
  const origin = { forum: opened.header.forum, author: opened.header.device }
  for (const box of boxes) {
    for (const pair of sealing) {
      const messageKey = openDeviceBox(sodium, boxContext(origin), device, pair, box)
      if (messageKey === null) continue
      const padded = sodium.open(messageKey, noNonce, bodyContext(origin, life), sealed)
      sodium.erase(messageKey)
      if (!padded.ok) return ok(null)
      const body = unpad(padded.value)
      return body === null ? fail('padding-invalid') : ok({ life, body })
    }
  }
  return ok(null)
}

/** Where a message comes from: part of every key and seal in it. */
interface Origin {
  readonly forum: ForumId
  readonly author: DeviceId
}

/** A real box to a key that nobody has, so that it looks like any other. */
function fillerBox(sodium: Sodium, origin: Origin): Uint8Array {
  const pair = sodium.sealingPair(sodium.random(32))
  sodium.erase(pair.secretKey)
  const nobody = { id: origin.author, sealingKey: pair.publicKey }
  const box = makeDeviceBox(sodium, boxContext(origin), nobody, sodium.random(32))
  invariant(box !== null, 'a key made just now can be sealed to')
  return box
}

function boxContext({ forum, author }: Origin): BoxContext {
  return (writer) => {
    writer.text('SR1/private')
    writer.hex(forum)
    writer.hex(author)
  }
}

function bodyContext({ forum, author }: Origin, life: PrivateLife): Uint8Array {
  return encode((writer) => {
    writer.text('SR1/private-body')
    writer.hex(forum)
    writer.hex(author)
    writer.text(life)
  })
}

/** In an order that says nothing of who has how many devices. */
function shuffled(sodium: Sodium, boxes: readonly Uint8Array[]): readonly Uint8Array[] {
  return boxes
    .map((box) => ({ box, order: Array.from(sodium.random(8)).join('.') }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ box }) => box)
}
