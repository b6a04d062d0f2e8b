import { concatBytes, decode, encode } from '#shared/codec/index.ts'
import { fail } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { padTo, unpad } from '../padding.ts'
import type { Sodium } from '../sodium.ts'
import type { ReturnRoom } from './room.ts'

const kinds = ['request', 'offer', 'proof', 'way', 'refusal'] as const

/** The messages of a return, in their order; a refusal stands in the place of an offer or a way. */
export type ReturnMessageKind = (typeof kinds)[number]

/** One message in a return mailbox, opened with the room's sealing key. */
export interface ReturnMessage {
  readonly kind: ReturnMessageKind
  /** Hex of 32 bytes, which name the request: the same in all that answers it. */
  readonly conversation: string
  readonly body: Uint8Array
}

const version = 1
const nonceBytes = 24
const maxBodyBytes = 4 * 1024
const maxMessageBytes = 8 * 1024
const associated = encode((writer) => writer.text('SR1/return'))

/** nonce | XChaCha20-Poly1305(room, nonce, lp("SR1/return"), version kind conversation lp(body) zeros). */
export function sealReturnMessage(
  sodium: Sodium,
  room: ReturnRoom,
  message: ReturnMessage,
): Uint8Array {
  const content = encode((writer) => {
    writer.u8(version)
    writer.u8(kinds.indexOf(message.kind) + 1)
    writer.hex(message.conversation)
    writer.bytes(message.body)
  }, message.body.length + 64)
  const nonce = sodium.random(nonceBytes)
  return concatBytes(nonce, sodium.seal(room.sealing, nonce, associated, padTo(content)))
}

/**
 * Opens what lies in a return mailbox: `decryption-failed` for what nobody who knows the room wrote,
 * `malformed`, `too-large` or `padding-invalid` for what they wrote wrongly. Pass over all of it.
 */
export function readReturnMessage(
  sodium: Sodium,
  room: ReturnRoom,
  bytes: Uint8Array,
): Result<ReturnMessage> {
  if (bytes.length > maxMessageBytes) return fail('too-large')
  if (bytes.length < nonceBytes) return fail('malformed', 'truncated')
  const nonce = bytes.subarray(0, nonceBytes)
  const plain = sodium.open(room.sealing, nonce, associated, bytes.subarray(nonceBytes))
  if (!plain.ok) return plain
  const content = unpad(plain.value)
  if (content === null) return fail('padding-invalid')
  return decode(content, (reader) => {
    reader.require(reader.u8() === version, 'unknown version of message')
    const kind = reader.present(kinds[reader.u8() - 1], 'unknown kind of message')
    return { kind, conversation: reader.hex(32), body: reader.bytes(maxBodyBytes) }
  })
}
