import { decode, encode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { EntryId, ForumId, MemberId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { deviceId } from '../device.ts'
import type { DeviceSecrets } from '../device.ts'
import { maxParents, sealingKeyBytes } from '../membership/limits.ts'
import { codeProofStatement } from '../membership/statements.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { answerStatement } from './answerStatement.ts'
import type { DoorKeys } from './door.ts'
import { expectMessage, sealDoorMessage } from './doorMessage.ts'
import type { DoorMessage } from './doorMessage.ts'
import { entersStatement } from './enters.ts'
import { doorPurposes, subjectId } from './purpose.ts'
import type { DoorSubject } from './purpose.ts'
import { sealInSession } from './session.ts'
import type { JoinSession } from './session.ts'
import { commitTo, makeTranscript } from './transcript.ts'
import type { Party } from './transcript.ts'

/** What a conversation begins with: who has it again can take the same conversation up again. */
export interface KnockSeeds {
  /** For the one-time `crypto_kx` pair; 32 random bytes. */
  readonly exchange: Uint8Array
  /** 32 random bytes. */
  readonly nonce: Uint8Array
}

/** What the joiner keeps between knock and reveal. */
export interface KnockState {
  readonly door: DoorKeys
  readonly device: DeviceSecrets
  readonly conversation: string
  readonly party: Party
  readonly exchange: KeyPair
}

/** At most this many bytes go along with the reveal: a name. */
export const maxNoteBytes = 512

/**
 * First message, from the joiner: commits to purpose, nonce and keys before the other side shows its
 * own.
 */
export function createKnock(
  sodium: Sodium,
  door: DoorKeys,
  device: DeviceSecrets,
  seeds: KnockSeeds = { exchange: sodium.random(32), nonce: sodium.random(32) },
): { readonly state: KnockState; readonly message: Uint8Array } {
  const exchange = sodium.exchangePair(seeds.exchange)
  const party: Party = {
    device: device.id,
    signingKey: device.signing.publicKey,
    sealingKey: device.sealing.publicKey,
    exchangeKey: exchange.publicKey,
    nonce: seeds.nonce,
  }
  const conversation = toHex(commitTo(sodium, door.purpose, party))
  const body = new Uint8Array(0)
  return {
    state: { door, device, conversation, party, exchange },
    message: sealDoorMessage(sodium, door, { kind: 'knock', conversation, body }),
  }
}

/**
 * Third message: shows what the knock committed to, the device's signature over itself, the
 * code's proof for this conversation, and a note (a name) that only the other side can read.
 * From here both have the transcript for the six words. An answer for another purpose
 * than the code's is `malformed`, as is one that is none; else `signature-invalid`.
 */
export function createReveal(
  sodium: Sodium,
  state: KnockState,
  answer: DoorMessage,
  note: Uint8Array = new Uint8Array(0),
): Result<{ readonly session: JoinSession; readonly message: Uint8Array }> {
  if (note.length > maxNoteBytes) return fail('too-large', 'note')
  const { door, device, conversation, party } = state
  const read = readAnswer(sodium, conversation, answer)
  if (!read.ok) return read
  const { forum, subject, admitter } = read.value
  if (subject.purpose !== door.purpose) return fail('malformed', 'another purpose')
  const transcript = makeTranscript(sodium, { ...read.value, joiner: party })
  const keys = sodium.exchangeKeys('client', state.exchange, admitter.exchangeKey)
  if (keys === null) return fail('malformed', 'exchange key')
  const session = { door, conversation, transcript, ...keys }

  const own = { id: device.id, signingKey: party.signingKey, sealingKey: party.sealingKey }
  const statement = entersStatement(sodium, read.value, own)
  const selfSignature = sodium.sign('device', statement, device.signing.secretKey)
  const proof = sodium.sign(
    'invitation-proof',
    codeProofStatement(forum, subjectId(subject), admitter.device, {
      device: own,
      transcript: transcript.hash,
    }),
    door.proof.secretKey,
  )
  const body = encode((writer) => {
    writer.fixed(party.signingKey)
    writer.fixed(party.sealingKey)
    writer.fixed(party.exchangeKey)
    writer.fixed(party.nonce)
    writer.fixed(selfSignature)
    writer.fixed(proof)
    writer.bytes(sealInSession(sodium, session, 'note', note))
  }, 4096)
  const message = sealDoorMessage(sodium, door, { kind: 'reveal', conversation, body })
  return ok({ session, message })
}

function readAnswer(sodium: Sodium, conversation: string, answer: DoorMessage) {
  const expected = expectMessage(answer, 'answer', conversation)
  if (!expected.ok) return expected
  const read = decode(answer.body, (reader) => {
    const purpose = reader.present(doorPurposes[reader.u8() - 1], 'unknown purpose')
    const forum = reader.hex(32) as ForumId
    const subject: DoorSubject =
      purpose === 'join' || purpose === 'guest'
        ? { purpose, invitation: reader.hex(32) as EntryId }
        : { purpose, member: reader.hex(16) as MemberId }
    const heads = reader.list(maxParents, () => reader.hex(32) as EntryId)
    const signingKey = reader.fixed(32)
    const admitter: Party = {
      device: deviceId(sodium, signingKey),
      signingKey,
      sealingKey: reader.fixed(sealingKeyBytes),
      exchangeKey: reader.fixed(32),
      nonce: reader.fixed(32),
    }
    return { forum, subject, heads, admitter, signature: reader.fixed(64) }
  })
  if (!read.ok) return read
  const { signature, ...content } = read.value
  const statement = answerStatement(conversation, content)
  return sodium.verify('answer', statement, signature, content.admitter.signingKey)
    ? ok(content)
    : fail('signature-invalid')
}
