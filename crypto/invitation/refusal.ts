import { decode, encode } from '#shared/codec/index.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'
import type { Door } from './door.ts'
import { sealDoorMessage } from './doorMessage.ts'
import type { DoorMessage } from './doorMessage.ts'

const reasons = [
  'invitation-used',
  'invitation-expired',
  'spoken-check-refused',
  'forum-full',
] as const

/** Why a conversation ends. */
export type RefusalReason = (typeof reasons)[number]

/**
 * Ends a conversation with a reason for the person to read. Sealed for the door only, so any holder
 * of the code could send it: it stops a conversation and changes nothing else.
 */
export function createRefusal(
  sodium: Sodium,
  door: Door,
  conversation: string,
  reason: RefusalReason,
): Uint8Array {
  const body = encode((writer) => writer.u8(reasons.indexOf(reason) + 1))
  return sealDoorMessage(sodium, door, { kind: 'refusal', conversation, body })
}

/** The reason in a refusal. */
export function readRefusal(message: DoorMessage): Result<RefusalReason, 'malformed'> {
  return decode(message.body, (reader) => {
    reader.require(message.kind === 'refusal', 'another message was expected')
    return reader.present(reasons[reader.u8() - 1], 'unknown reason')
  })
}
