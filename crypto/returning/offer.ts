import { decode, encode } from '#shared/codec/index.ts'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { deviceId } from '../device.ts'
import type { DeviceSecrets } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import { sealReturnMessage } from './message.ts'
import type { ReturnMessage } from './message.ts'
import type { ReturnRoom } from './room.ts'

/** A device that says it is a member's and would let the returning one in as `member`. */
export interface ReturnOffer {
  readonly admitter: DeviceId
  readonly member: MemberId
}

/** Answers a request: what the returning device needs to know to sign for its return. */
export function createReturnOffer(
  sodium: Sodium,
  room: ReturnRoom,
  admitter: DeviceSecrets,
  { conversation, member }: { readonly conversation: string; readonly member: MemberId },
): Uint8Array {
  const { publicKey, secretKey } = admitter.signing
  const signed = statement(room, conversation, member, publicKey)
  const signature = sodium.sign('return-offer', signed, secretKey)
  const body = encode((writer) => {
    writer.hex(member)
    writer.fixed(publicKey)
    writer.fixed(signature)
  })
  return sealReturnMessage(sodium, room, { kind: 'offer', conversation, body })
}

/**
 * Reads an offer: `signature-invalid` unless the device that it names made it. Whether that is a
 * member's device, only the chain can say; until then nothing but public keys is told to it.
 */
export function readReturnOffer(
  sodium: Sodium,
  room: ReturnRoom,
  message: ReturnMessage,
): Result<ReturnOffer> {
  if (message.kind !== 'offer') return fail('malformed', 'another message was expected')
  const read = decode(message.body, (reader) => ({
    // 16 bytes, as a member's id has; whether there is such a member, the chain tells.
    member: reader.hex(16) as MemberId,
    signingKey: reader.fixed(32),
    signature: reader.fixed(64),
  }))
  if (!read.ok) return read
  const { member, signingKey, signature } = read.value
  const signed = statement(room, message.conversation, member, signingKey)
  if (!sodium.verify('return-offer', signed, signature, signingKey))
    return fail('signature-invalid', 'offer')
  return ok({ admitter: deviceId(sodium, signingKey), member })
}

function statement(
  { forum }: ReturnRoom,
  conversation: string,
  member: MemberId,
  signingKey: Uint8Array,
): Uint8Array {
  return encode((writer) => {
    writer.hex(conversation)
    writer.hex(forum)
    writer.hex(member)
    writer.fixed(signingKey)
  })
}
