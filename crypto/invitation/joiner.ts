import { decode, encode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import type { EntryId, ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { deviceId } from '../device.ts'
import type { DeviceSecrets } from '../device.ts'
import { maxParents, sealingKeyBytes } from '../membership/limits.ts'
import { newcomerStatement, proofStatement } from '../membership/statements.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { answerStatement } from './answerStatement.ts'
import type { DoorKeys } from './door.ts'
import { expectMessage, sealDoorMessage } from './doorMessage.ts'
import type { DoorMessage } from './doorMessage.ts'
import { sealInSession } from './session.ts'
import type { JoinSession } from './session.ts'
import { commitTo, makeTranscript } from './transcript.ts'
import type { Party } from './transcript.ts'

/** What the joiner keeps between knock and reveal; nothing of it is stored. */
export interface KnockState {
  readonly door: DoorKeys
  readonly device: DeviceSecrets
  readonly conversation: string
  readonly party: Party
  readonly exchange: KeyPair
}

/** At most this many bytes go along with the reveal: a name. */
export const maxNoteBytes = 512

/** First message, from the joiner: commits to nonce and keys before the other side shows its own. */
export function createKnock(
  sodium: Sodium,
  door: DoorKeys,
  device: DeviceSecrets,
): { readonly state: KnockState; readonly message: Uint8Array } {
  const exchange = sodium.exchangePair(sodium.random(32))
  const party: Party = {
    device: device.id,
    signingKey: device.signing.publicKey,
    sealingKey: device.sealing.publicKey,
    exchangeKey: exchange.publicKey,
    nonce: sodium.random(32),
  }
  const conversation = toHex(commitTo(sodium, party))
  const body = new Uint8Array(0)
  return {
    state: { door, device, conversation, party, exchange },
    message: sealDoorMessage(sodium, door, { kind: 'knock', conversation, body }),
  }
}

/**
 * Third message: shows what the knock committed to, the device's signature over itself, the
 * invitation's proof for this conversation, and a note (a name) that only the other side can read.
 * From here both have the transcript for the six words. Fails as `malformed` or `signature-invalid`.
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
  const { forum, invitation, heads, admitter } = read.value
  const transcript = makeTranscript(sodium, { forum, heads, invitation, joiner: party, admitter })
  const keys = sodium.exchangeKeys('client', state.exchange, admitter.exchangeKey)
  if (keys === null) return fail('malformed', 'exchange key')
  const session = { door, conversation, transcript, ...keys }

  const own = { id: device.id, signingKey: party.signingKey, sealingKey: party.sealingKey }
  const statement = newcomerStatement(sodium, forum, invitation, own)
  const selfSignature = sodium.sign('device', statement, device.signing.secretKey)
  const proof = sodium.sign(
    'invitation-proof',
    proofStatement(forum, admitter.device, {
      invitation,
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
    const forum = reader.hex(32) as ForumId
    const invitation = reader.hex(32) as EntryId
    const heads = reader.list(maxParents, () => reader.hex(32) as EntryId)
    const signingKey = reader.fixed(32)
    const admitter: Party = {
      device: deviceId(sodium, signingKey),
      signingKey,
      sealingKey: reader.fixed(sealingKeyBytes),
      exchangeKey: reader.fixed(32),
      nonce: reader.fixed(32),
    }
    return { forum, invitation, heads, admitter, signature: reader.fixed(64) }
  })
  if (!read.ok) return read
  const { signature, ...content } = read.value
  const statement = answerStatement(conversation, content)
  return sodium.verify('answer', statement, signature, content.admitter.signingKey)
    ? ok(content)
    : fail('signature-invalid')
}
