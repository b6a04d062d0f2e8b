import { decode, encode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import { deviceId } from '../device.ts'
import type { DeviceSecrets } from '../device.ts'
import { sealingKeyBytes } from '../membership/limits.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { sealReturnMessage } from './message.ts'
import type { ReturnMessage } from './message.ts'
import type { ReturnRoom } from './room.ts'

/** A new device that asks to come back: its public keys, signed for with the printed key. */
export interface ReturnRequest {
  readonly conversation: string
  readonly device: DeviceId
  readonly signingKey: Uint8Array
  readonly sealingKey: Uint8Array
}

interface Asking {
  readonly signingKey: Uint8Array
  readonly sealingKey: Uint8Array
  readonly nonce: Uint8Array
}

/**
 * What a returning computer leaves first, and again while nobody answers: the same conversation each
 * time. `pair` is the printed key's; its signature keeps those out who know the room and hold no paper.
 */
export function createReturnRequest(
  sodium: Sodium,
  room: ReturnRoom,
  device: DeviceSecrets,
  pair: KeyPair,
): { readonly conversation: string; readonly seal: () => Uint8Array } {
  const nonce = sodium.random(32)
  const asking = {
    signingKey: device.signing.publicKey,
    sealingKey: device.sealing.publicKey,
    nonce,
  }
  const signature = sodium.sign('return-request', statement(room, asking), pair.secretKey)
  const conversation = conversationOf(sodium, asking)
  const body = encode((writer) => {
    writer.fixed(asking.signingKey)
    writer.fixed(asking.sealingKey)
    writer.fixed(nonce)
    writer.fixed(signature)
  }, 1536)
  return {
    conversation,
    seal: () => sealReturnMessage(sodium, room, { kind: 'request', conversation, body }),
  }
}

/**
 * Reads a request on a member's side: `signature-invalid` unless the printed key signed it,
 * `malformed` when it names another conversation or a key to which nothing can be sealed.
 */
export function readReturnRequest(
  sodium: Sodium,
  room: ReturnRoom,
  message: ReturnMessage,
): Result<ReturnRequest> {
  if (message.kind !== 'request') return fail('malformed', 'another message was expected')
  const read = decode(message.body, (reader) => ({
    signingKey: reader.fixed(32),
    sealingKey: reader.fixed(sealingKeyBytes),
    nonce: reader.fixed(32),
    signature: reader.fixed(64),
  }))
  if (!read.ok) return read
  const { signature, ...asking } = read.value
  const { conversation } = message
  if (conversationOf(sodium, asking) !== conversation) return fail('malformed', 'conversation')
  if (!sodium.verify('return-request', statement(room, asking), signature, room.recoveryKey))
    return fail('signature-invalid', 'printed key')
  const tried = sodium.encapsulate(asking.sealingKey, new Uint8Array(64))
  if (tried === null) return fail('malformed', 'sealing key')
  const { signingKey, sealingKey } = asking
  return ok({ conversation, device: deviceId(sodium, signingKey), signingKey, sealingKey })
}

function conversationOf(sodium: Sodium, { signingKey, sealingKey, nonce }: Asking): string {
  return toHex(labelledHash(sodium, 'SR1/return-conversation', [signingKey, sealingKey, nonce]))
}

function statement({ forum, recoveryKey }: ReturnRoom, asking: Asking): Uint8Array {
  return encode((writer) => {
    writer.hex(forum)
    writer.fixed(recoveryKey)
    writer.bytes(asking.signingKey)
    writer.bytes(asking.sealingKey)
    writer.fixed(asking.nonce)
  }, 1536)
}
