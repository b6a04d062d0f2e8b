import { decode, encode, equalBytes } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { maxEntryBytes } from '../membership/limits.ts'
import type { Entry, ForumState } from '../membership/types.ts'
import type { Sodium } from '../sodium.ts'
import { expectMessage, sealDoorMessage } from './doorMessage.ts'
import type { DoorMessage } from './doorMessage.ts'
import { openInSession, sealInSession } from './session.ts'
import type { TalkSession } from './session.ts'
import type { Transcript } from './transcript.ts'

/** One part of a welcome; all `count` of them, in any order, hold the chain. */
export interface WelcomePart {
  readonly index: number
  readonly count: number
  readonly entries: readonly Uint8Array[]
}

/** Entries in one part stay below this, so that a part in its seals fits a relay's frame. */
const maxPartBytes = 176 * 1024
const maxParts = 4096

/**
 * Last messages: the chain, admission and new epoch included, sealed to the newcomer's session
 * alone. As many messages as needed, each within a relay's frame.
 */
export function createWelcome(
  sodium: Sodium,
  session: TalkSession,
  entries: readonly Uint8Array[],
): Uint8Array[] {
  const parts: Uint8Array[][] = [[]]
  let size = 0
  for (const entry of entries) {
    if (size + entry.length > maxPartBytes) {
      parts.push([])
      size = 0
    }
    parts.at(-1)?.push(entry)
    size += entry.length + 4
  }
  const { door, conversation } = session
  return parts.map((part, index) => {
    const content = encode((writer) => {
      writer.varint(index)
      writer.varint(parts.length)
      writer.list(part, writer.bytes)
    }, maxPartBytes)
    const body = sealInSession(sodium, session, 'welcome', content)
    return sealDoorMessage(sodium, door, { kind: 'welcome', conversation, body })
  })
}

/** Opens one part: `decryption-failed` unless the device whose words were compared sealed it. */
export function openWelcome(
  sodium: Sodium,
  session: TalkSession,
  message: DoorMessage,
): Result<WelcomePart> {
  const expected = expectMessage(message, 'welcome', session.conversation)
  if (!expected.ok) return expected
  const content = openInSession(sodium, session, 'welcome', message.body)
  if (!content.ok) return content
  return decode(content.value, (reader) => {
    const index = reader.varint(maxParts)
    const count = reader.varint(maxParts)
    reader.require(index < count, 'part outside its whole')
    return { index, count, entries: reader.list(maxParts, () => reader.bytes(maxEntryBytes)) }
  })
}

/**
 * Whether the chain that came is the one the words stood for: it knows every head of the
 * conversation (`entry-parent-unknown`) and lets this device in by this very conversation
 * (`device-not-active`, `invitation-proof-invalid`), for its purpose and no other.
 */
export function verifyWelcome(state: ForumState, transcript: Transcript): Result<null> {
  if (state.forum !== transcript.forum) return fail('entry-not-authorised', 'another forum')
  for (const head of transcript.heads) {
    if (state.dag.entry(head) === undefined) return fail('entry-parent-unknown')
  }
  const device = state.devices.get(transcript.joiner.device)
  if (device === undefined) return fail('device-not-active')
  const admission = state.dag.entry(device.admittedBy)
  const isOurs =
    admission !== undefined &&
    letsIn(admission, transcript) &&
    equalBytes(device.sealingKey, transcript.joiner.sealingKey)
  return isOurs ? ok(null) : fail('invitation-proof-invalid')
}

/** Whether an entry is what the conversation was for, by the device that held it. */
function letsIn({ author, body }: Entry, transcript: Transcript): boolean {
  const { subject, joiner, admitter } = transcript
  if (author !== admitter.device) return false
  switch (subject.purpose) {
    case 'join':
    case 'guest':
      return (
        body.type === 'member.admit' &&
        (body.guest === undefined) === (subject.purpose === 'join') &&
        equalBytes(body.transcript, transcript.hash)
      )
    case 'add':
      return (
        body.type === 'device.add' &&
        body.member === subject.member &&
        body.device.id === joiner.device
      )
    case 'return':
      return (
        body.type === 'recovery.use' &&
        body.proof === null &&
        body.member === subject.member &&
        body.device.id === joiner.device
      )
  }
}
