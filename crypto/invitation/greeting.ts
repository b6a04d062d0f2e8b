import { decode, encode } from '#shared/codec/index.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'
import { expectMessage, sealDoorMessage } from './doorMessage.ts'
import type { DoorMessage } from './doorMessage.ts'
import { openInSession, sealInSession } from './session.ts'
import type { TalkSession } from './session.ts'

/** What the new computer shows its person before anything of the forum is kept on it. */
export interface Greeting {
  readonly forumName: string
  /** Whose computer it becomes. */
  readonly memberName: string
  /** The how-manieth of their computers, from 1. */
  readonly place: number
}

const maxNameBytes = 1024
const maxPlace = 64

/** Says that the words matched and what the new computer becomes: sealed to that one computer. */
export function createGreeting(
  sodium: Sodium,
  session: TalkSession,
  greeting: Greeting,
): Uint8Array {
  const content = encode((writer) => {
    writer.text(greeting.forumName)
    writer.text(greeting.memberName)
    writer.varint(greeting.place)
  }, 512)
  const body = sealInSession(sodium, session, 'greeting', content)
  const { door, conversation } = session
  return sealDoorMessage(sodium, door, { kind: 'greeting', conversation, body })
}

/** `decryption-failed` unless the device whose words were compared sealed it. */
export function openGreeting(
  sodium: Sodium,
  session: TalkSession,
  message: DoorMessage,
): Result<Greeting> {
  const expected = expectMessage(message, 'greeting', session.conversation)
  if (!expected.ok) return expected
  const content = openInSession(sodium, session, 'greeting', message.body)
  if (!content.ok) return content
  return decode(content.value, (reader) => ({
    forumName: reader.text(maxNameBytes),
    memberName: reader.text(maxNameBytes),
    place: reader.varint(maxPlace),
  }))
}

/** Says that the person at the new computer agrees and that its keys are on its disk. */
export function createReady(sodium: Sodium, session: TalkSession): Uint8Array {
  const body = sealInSession(sodium, session, 'ready', new Uint8Array(0))
  const { door, conversation } = session
  return sealDoorMessage(sodium, door, { kind: 'ready', conversation, body })
}

/** `decryption-failed` unless the new computer itself said it. */
export function openReady(
  sodium: Sodium,
  session: TalkSession,
  message: DoorMessage,
): Result<Uint8Array> {
  const expected = expectMessage(message, 'ready', session.conversation)
  return expected.ok ? openInSession(sodium, session, 'ready', message.body) : expected
}
