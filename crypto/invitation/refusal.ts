import { decode, encode } from '#shared/codec/index.ts'
import { fail } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'
import type { Door } from './door.ts'
import { expectMessage, sealDoorMessage } from './doorMessage.ts'
import type { DoorMessage } from './doorMessage.ts'
import { openInSession, sealInSession } from './session.ts'
import type { TalkSession } from './session.ts'

const reasons = [
  'invitation-used',
  'invitation-expired',
  'spoken-check-refused',
  'forum-full',
  'device-limit',
  'act-pending',
  'act-objected',
  'coming-refused',
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

/**
 * The same, sealed to the new computer alone: after the words were right nothing else ends a
 * conversation.
 */
export function createEnding(
  sodium: Sodium,
  session: TalkSession,
  reason: RefusalReason,
): Uint8Array {
  const content = encode((writer) => writer.u8(reasons.indexOf(reason) + 1))
  const body = sealInSession(sodium, session, 'ending', content)
  const { door, conversation } = session
  return sealDoorMessage(sodium, door, { kind: 'ending', conversation, body })
}

/** `decryption-failed` unless the device whose words were compared sealed it. */
export function openEnding(
  sodium: Sodium,
  session: TalkSession,
  message: DoorMessage,
): Result<RefusalReason> {
  const expected = expectMessage(message, 'ending', session.conversation)
  if (!expected.ok) return expected
  const content = openInSession(sodium, session, 'ending', message.body)
  return content.ok ? readReason(content.value) : content
}

/** The reason in a refusal. */
export function readRefusal(message: DoorMessage): Result<RefusalReason, 'malformed'> {
  return message.kind === 'refusal'
    ? readReason(message.body)
    : fail('malformed', 'another message was expected')
}

function readReason(bytes: Uint8Array): Result<RefusalReason, 'malformed'> {
  return decode(bytes, (reader) => reader.present(reasons[reader.u8() - 1], 'unknown reason'))
}
