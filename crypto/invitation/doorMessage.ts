import { concatBytes, decode, encode, encodeUtf8 } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { padTo, unpad } from '../padding.ts'
import type { Sodium } from '../sodium.ts'
import type { Door } from './door.ts'

const kinds = [
  'knock',
  'answer',
  'reveal',
  'welcome',
  'refusal',
  'greeting',
  'ready',
  'ending',
] as const

/** The messages of a conversation by their numbers; a refusal may come at any point. */
export type DoorMessageKind = (typeof kinds)[number]

/** One message in the door's mailbox, opened with the door's sealing key. */
export interface DoorMessage {
  readonly kind: DoorMessageKind
  /** Hex of the joiner's commitment: the same in all messages of one conversation. */
  readonly conversation: string
  readonly body: Uint8Array
}

const version = 1
const nonceBytes = 24
const maxBodyBytes = 256 * 1024
const maxMessageBytes = 300 * 1024
const associated = encode((writer) => writer.bytes(encodeUtf8('SR1/door')))

/** nonce | XChaCha20-Poly1305(door, nonce, lp("SR1/door"), version kind conversation lp(body) zeros). */
export function sealDoorMessage(sodium: Sodium, door: Door, message: DoorMessage): Uint8Array {
  const content = encode((writer) => {
    writer.u8(version)
    writer.u8(kinds.indexOf(message.kind) + 1)
    writer.hex(message.conversation)
    writer.bytes(message.body)
  }, message.body.length + 64)
  const nonce = sodium.random(nonceBytes)
  const padded = padTo(content)
  return concatBytes(nonce, sodium.seal(door.sealing, nonce, associated, padded))
}

/**
 * Opens what lies in the door's mailbox: `decryption-failed` for what holders of the code did not
 * write, `malformed` or `padding-invalid` for what they wrote wrongly. Pass over either.
 */
export function readDoorMessage(
  sodium: Sodium,
  door: Door,
  bytes: Uint8Array,
): Result<DoorMessage> {
  if (bytes.length > maxMessageBytes) return fail('too-large')
  if (bytes.length < nonceBytes) return fail('malformed', 'truncated')
  const plain = sodium.open(
    door.sealing,
    bytes.subarray(0, nonceBytes),
    associated,
    bytes.subarray(nonceBytes),
  )
  if (!plain.ok) return plain
  const content = unpad(plain.value)
  if (content === null) return fail('padding-invalid')
  return decode(content, (reader) => {
    reader.require(reader.u8() === version, 'unknown version of message')
    const kind = reader.present(kinds[reader.u8() - 1], 'unknown kind of message')
    return { kind, conversation: reader.hex(32), body: reader.bytes(maxBodyBytes) }
  })
}

/** A message that must be of this kind and conversation; others are `malformed`. */
export function expectMessage(
  message: DoorMessage,
  kind: DoorMessageKind,
  conversation: string,
): Result<null, 'malformed'> {
  const fits = message.kind === kind && message.conversation === conversation
  return fits ? ok(null) : fail('malformed', 'another message was expected')
}
