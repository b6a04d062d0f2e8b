import { decode, encode } from '#shared/codec/index.ts'
import { fromHex } from '#shared/ids.ts'
import type { EntryId, MemberId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { deviceId } from '../device.ts'
import type { DeviceSecrets } from '../device.ts'
import { isSealingKey } from '../membership/checkBody.ts'
import type { DeviceRecord } from '../membership/bodies.ts'
import {
  maxDevicesOfMember,
  maxMembers,
  maxParents,
  sealingKeyBytes,
} from '../membership/limits.ts'
import { codeProofStatement } from '../membership/statements.ts'
import type { Candidate, ForumState } from '../membership/types.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { answerStatement, writeAnswer } from './answerStatement.ts'
import type { AnswerContent } from './answerStatement.ts'
import { openDoor } from './door.ts'
import type { Door, DoorKeys } from './door.ts'
import { expectMessage, sealDoorMessage } from './doorMessage.ts'
import type { DoorMessage } from './doorMessage.ts'
import { entersStatement } from './enters.ts'
import { maxNoteBytes } from './joiner.ts'
import { subjectId } from './purpose.ts'
import type { ComputerPurpose, DoorSubject, InvitedPurpose } from './purpose.ts'
import { openInSession } from './session.ts'
import type { JoinSession } from './session.ts'
import { commitTo, makeTranscript } from './transcript.ts'
import type { Party } from './transcript.ts'

/** What the admitting device keeps between answer and reveal; nothing of it is stored. */
export interface AnswerState {
  readonly door: Door
  readonly conversation: string
  readonly content: AnswerContent
  readonly proofKey: Uint8Array
  readonly exchange: KeyPair
}

/** Who is at the door: somebody new, a guest among them, or a computer for a member. */
export type Newcomer =
  | { readonly purpose: InvitedPurpose; readonly candidate: Candidate }
  | {
      readonly purpose: ComputerPurpose
      readonly member: MemberId
      /** Signed for the device that held the conversation; no other can use it. */
      readonly device: DeviceRecord
    }

/** A reveal that holds: the session, whom to let in, and the note that came with it. */
export interface VerifiedReveal {
  readonly session: JoinSession
  readonly newcomer: Newcomer
  readonly note: Uint8Array
}

/**
 * Second message to a knock by an invitation, from any member's device. Fails as `invitation-unknown`, `invitation-used` (or
 * revoked), `invitation-expired` by the given clock, `forum-full`, `device-not-active` or `malformed`.
 */
export function createAnswer(
  sodium: Sodium,
  state: ForumState,
  device: DeviceSecrets,
  options: { readonly invitation: EntryId; readonly knock: DoorMessage; readonly clock: number },
): Result<{ readonly state: AnswerState; readonly message: Uint8Array }> {
  const invitation = state.invitations.get(options.invitation)
  if (invitation === undefined) return fail('invitation-unknown')
  if (invitation.status !== 'open') return fail('invitation-used')
  if (options.clock > invitation.expiresAt) return fail('invitation-expired')
  if (state.members.size + state.guests.size >= maxMembers) return fail('forum-full')
  const purpose: InvitedPurpose = invitation.guestOf === null ? 'join' : 'guest'
  const subject = { purpose, invitation: invitation.id }
  const door = openDoor(sodium, invitation.roomKey)
  return answer(
    sodium,
    state,
    device,
    { door, proofKey: invitation.proofKey, subject },
    options.knock,
  )
}

/**
 * Second message to a knock by a code for a computer of a member: of one's own (`add`) or of another
 * (`return`). Fails as `invitation-expired` by the given clock, `device-limit`, `act-pending` while
 * somebody else's coming waits, `not-found` for a member who is none or is the wrong one to come so,
 * `device-not-active` or `malformed`.
 */
export function createComputerAnswer(
  sodium: Sodium,
  state: ForumState,
  device: DeviceSecrets,
  options: {
    readonly subject: Extract<DoorSubject, { member: MemberId }>
    readonly keys: DoorKeys
    readonly expiresAt: number
    readonly knock: DoorMessage
    readonly clock: number
  },
): Result<{ readonly state: AnswerState; readonly message: Uint8Array }> {
  const { subject, keys } = options
  const member = state.members.get(subject.member)
  const isOwn = state.devices.get(device.id)?.member === subject.member
  if (member === undefined || isOwn !== (subject.purpose === 'add')) return fail('not-found')
  if (options.clock > options.expiresAt) return fail('invitation-expired')
  if (member.devices.length >= maxDevicesOfMember) return fail('device-limit')
  if (subject.purpose === 'return' && state.pending.size > 0) return fail('act-pending')
  const at = { door: keys, proofKey: keys.proof.publicKey, subject }
  return answer(sodium, state, device, at, options.knock)
}

/** The answer of an active device at this door. */
function answer(
  sodium: Sodium,
  state: ForumState,
  device: DeviceSecrets,
  at: { readonly door: Door; readonly proofKey: Uint8Array; readonly subject: DoorSubject },
  knock: DoorMessage,
): Result<{ readonly state: AnswerState; readonly message: Uint8Array }> {
  if (!state.devices.has(device.id)) return fail('device-not-active')
  const { door, proofKey, subject } = at
  const { conversation } = knock
  const expected = expectMessage(knock, 'knock', conversation)
  if (!expected.ok) return expected
  if (knock.body.length > 0) return fail('malformed', 'a knock has no body')

  const exchange = sodium.exchangePair(sodium.random(32))
  const content: AnswerContent = {
    forum: state.forum,
    subject,
    heads: state.heads.slice(0, maxParents),
    admitter: {
      device: device.id,
      signingKey: device.signing.publicKey,
      sealingKey: device.sealing.publicKey,
      exchangeKey: exchange.publicKey,
      nonce: sodium.random(32),
    },
  }
  const statement = answerStatement(conversation, content)
  const signature = sodium.sign('answer', statement, device.signing.secretKey)
  const body = encode((writer) => {
    writeAnswer(writer, content)
    writer.fixed(signature)
  }, 2048)
  return ok({
    state: { door, conversation, content, proofKey, exchange },
    message: sealDoorMessage(sodium, door, { kind: 'answer', conversation, body }),
  })
}

/**
 * Checks a reveal: `commitment-broken` when it is not what the knock committed to,
 * `signature-invalid` when the device did not sign its own keys, `invitation-proof-invalid` when the
 * code's holder did not sign this very conversation; `malformed`, `decryption-failed`.
 * Nothing is admitted before the six words were compared by people.
 */
export function verifyReveal(
  sodium: Sodium,
  state: AnswerState,
  reveal: DoorMessage,
): Result<VerifiedReveal> {
  const { door, conversation, content, proofKey, exchange } = state
  const expected = expectMessage(reveal, 'reveal', conversation)
  if (!expected.ok) return expected
  const read = readReveal(sodium, reveal.body)
  if (!read.ok) return read
  const { joiner, selfSignature, proof, note } = read.value
  const { forum, subject } = content
  if (!sodium.equal(commitTo(sodium, subject.purpose, joiner), fromHex(conversation))) {
    return fail('commitment-broken')
  }
  const transcript = makeTranscript(sodium, { ...content, joiner })
  const { signingKey, sealingKey } = joiner
  const device = { id: joiner.device, signingKey, sealingKey, selfSignature }
  const own = entersStatement(sodium, content, device)
  if (!sodium.verify('device', own, selfSignature, signingKey)) return fail('signature-invalid')
  if (!isSealingKey(sodium, sealingKey)) return fail('malformed', 'sealing key')
  const admitter = content.admitter.device
  const claim = { device, transcript: transcript.hash }
  const statement = codeProofStatement(forum, subjectId(subject), admitter, claim)
  if (!sodium.verify('invitation-proof', statement, proof, proofKey)) {
    return fail('invitation-proof-invalid')
  }
  const keys = sodium.exchangeKeys('server', exchange, joiner.exchangeKey)
  if (keys === null) return fail('malformed', 'exchange key')
  const session: JoinSession = { door, conversation, transcript, ...keys }
  const opened = openInSession(sodium, session, 'note', note)
  if (!opened.ok) return opened
  if (opened.value.length > maxNoteBytes) return fail('too-large', 'note')
  const newcomer: Newcomer =
    'invitation' in subject
      ? {
          purpose: subject.purpose,
          candidate: { ...claim, invitation: subject.invitation, admitter, proofKey, proof },
        }
      : { ...subject, device }
  return ok({ session, newcomer, note: opened.value })
}

function readReveal(sodium: Sodium, body: Uint8Array) {
  return decode(body, (reader) => {
    const signingKey = reader.fixed(32)
    const joiner: Party = {
      device: deviceId(sodium, signingKey),
      signingKey,
      sealingKey: reader.fixed(sealingKeyBytes),
      exchangeKey: reader.fixed(32),
      nonce: reader.fixed(32),
    }
    const selfSignature = reader.fixed(64)
    const proof = reader.fixed(64)
    return { joiner, selfSignature, proof, note: reader.bytes(4 * maxNoteBytes) }
  })
}
