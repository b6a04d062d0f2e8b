import { decode, encode } from '#shared/codec/index.ts'
import { fromHex } from '#shared/ids.ts'
import type { EntryId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { deviceId } from '../device.ts'
import type { DeviceSecrets } from '../device.ts'
import { isSealingKey } from '../membership/checkBody.ts'
import { maxMembers, maxParents, sealingKeyBytes } from '../membership/limits.ts'
import { newcomerStatement, proofStatement } from '../membership/statements.ts'
import type { Candidate, ForumState } from '../membership/types.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { answerStatement, writeAnswer } from './answerStatement.ts'
import type { AnswerContent } from './answerStatement.ts'
import { openDoor } from './door.ts'
import type { Door } from './door.ts'
import { expectMessage, sealDoorMessage } from './doorMessage.ts'
import type { DoorMessage } from './doorMessage.ts'
import { maxNoteBytes } from './joiner.ts'
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

/** A reveal that holds: the session, what to admit, and the note that came with it. */
export interface VerifiedReveal {
  readonly session: JoinSession
  readonly candidate: Candidate
  readonly note: Uint8Array
}

/**
 * Second message, from any member's device. Fails as `invitation-unknown`, `invitation-used` (or
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
  if (!state.devices.has(device.id)) return fail('device-not-active')
  const { conversation } = options.knock
  const expected = expectMessage(options.knock, 'knock', conversation)
  if (!expected.ok) return expected
  if (options.knock.body.length > 0) return fail('malformed', 'a knock has no body')

  const door = openDoor(sodium, invitation.roomKey)
  const exchange = sodium.exchangePair(sodium.random(32))
  const content: AnswerContent = {
    forum: state.forum,
    invitation: invitation.id,
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
    state: { door, conversation, content, proofKey: invitation.proofKey, exchange },
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
  if (!sodium.equal(commitTo(sodium, joiner), fromHex(conversation))) {
    return fail('commitment-broken')
  }
  const { forum, invitation } = content
  const transcript = makeTranscript(sodium, { ...content, joiner })
  const { signingKey, sealingKey } = joiner
  const device = { id: joiner.device, signingKey, sealingKey, selfSignature }
  const own = newcomerStatement(sodium, forum, invitation, device)
  if (!sodium.verify('device', own, selfSignature, signingKey)) return fail('signature-invalid')
  if (!isSealingKey(sodium, sealingKey)) return fail('malformed', 'sealing key')
  const admitter = content.admitter.device
  const claim = { invitation, device, transcript: transcript.hash }
  const statement = proofStatement(forum, admitter, claim)
  if (!sodium.verify('invitation-proof', statement, proof, proofKey)) {
    return fail('invitation-proof-invalid')
  }
  const keys = sodium.exchangeKeys('server', exchange, joiner.exchangeKey)
  if (keys === null) return fail('malformed', 'exchange key')
  const session: JoinSession = { door, conversation, transcript, ...keys }
  const opened = openInSession(sodium, session, 'note', note)
  if (!opened.ok) return opened
  if (opened.value.length > maxNoteBytes) return fail('too-large', 'note')
  return ok({ session, candidate: { ...claim, admitter, proofKey, proof }, note: opened.value })
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
