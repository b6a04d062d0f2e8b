import { decode, encode } from '#shared/codec/index.ts'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import type { DeviceRecord, RecoveryProof } from '../membership/bodies.ts'
import { createDeviceRecord, createRecoveryProof } from '../membership/enrolment.ts'
import { deviceStatement, recoveryStatement } from '../membership/statements.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { sealReturnMessage } from './message.ts'
import type { ReturnMessage } from './message.ts'
import type { ReturnOffer } from './offer.ts'
import type { ReturnRequest } from './request.ts'
import type { ReturnRoom } from './room.ts'

/** What a `recovery.use` needs besides its author. */
export interface ReturnProof {
  readonly record: DeviceRecord
  readonly proof: RecoveryProof
}

/**
 * The returning device's word for the one that offered, and the printed key's for the returning
 * device: of use to that one device alone, and to let in no other than this one.
 */
export function createReturnProof(
  sodium: Sodium,
  room: ReturnRoom,
  device: DeviceSecrets,
  pair: KeyPair,
  { conversation, admitter, member }: ReturnOffer & { readonly conversation: string },
): Uint8Array {
  const record = createDeviceRecord(sodium, room.forum, member, admitter, device)
  const proof = createRecoveryProof(sodium, room.forum, member, record, pair)
  const body = encode((writer) => {
    writer.hex(admitter)
    writer.fixed(record.selfSignature)
    writer.fixed(proof.signature)
  })
  return sealReturnMessage(sodium, room, { kind: 'proof', conversation, body })
}

/**
 * Reads a proof meant for `admitter`; null when it is for another device. `signature-invalid` unless
 * both signatures are for this member, this request's keys and this admitter.
 */
export function readReturnProof(
  sodium: Sodium,
  room: ReturnRoom,
  message: ReturnMessage,
  { request, member, admitter }: ReturnOffer & { readonly request: ReturnRequest },
): Result<ReturnProof | null> {
  const isExpected = message.kind === 'proof' && message.conversation === request.conversation
  if (!isExpected) return fail('malformed', 'another message was expected')
  const read = decode(message.body, (reader) => ({
    // 32 bytes, as a device's id has; compared with one's own.
    admitter: reader.hex(32) as DeviceId,
    selfSignature: reader.fixed(64),
    signature: reader.fixed(64),
  }))
  if (!read.ok) return read
  if (read.value.admitter !== admitter) return ok(null)
  const { selfSignature, signature } = read.value
  const { device: id, signingKey, sealingKey } = request
  const record: DeviceRecord = { id, signingKey, sealingKey, selfSignature }
  const ofDevice = deviceStatement(room.forum, member, admitter, record)
  const ofKey = recoveryStatement(room.forum, member, record)
  if (
    !sodium.verify('device', ofDevice, selfSignature, signingKey) ||
    !sodium.verify('recovery', ofKey, signature, room.recoveryKey)
  )
    return fail('signature-invalid', 'return')
  return ok({ record, proof: { recoveryKey: room.recoveryKey, signature } })
}
