import { decode, encode } from '#shared/codec/index.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'
import { sealReturnMessage } from './message.ts'
import type { ReturnMessage } from './message.ts'
import type { ReturnRoom } from './room.ts'

const reasons = ['recovery-key-replaced', 'return-not-member', 'device-limit'] as const

/** Why somebody cannot come back by this paper now. */
export type ReturnRefusal = (typeof reasons)[number]

/**
 * Says why not, for the person to read. Whoever knows the room could send it, so it ends nothing:
 * the request stands, and somebody else may still answer it.
 */
export function createReturnRefusal(
  sodium: Sodium,
  room: ReturnRoom,
  conversation: string,
  reason: ReturnRefusal,
): Uint8Array {
  const body = encode((writer) => writer.u8(reasons.indexOf(reason) + 1))
  return sealReturnMessage(sodium, room, { kind: 'refusal', conversation, body })
}

/** The reason in a refusal. */
export function readReturnRefusal(message: ReturnMessage): Result<ReturnRefusal, 'malformed'> {
  return decode(message.body, (reader) => {
    reader.require(message.kind === 'refusal', 'another message was expected')
    return reader.present(reasons[reader.u8() - 1], 'unknown reason')
  })
}
