import { concatBytes, encode, encodeUtf8 } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { padTo, unpad } from '../padding.ts'
import type { Sodium } from '../sodium.ts'
import type { Door } from './door.ts'
import type { Transcript } from './transcript.ts'

/** One joining conversation after both sides showed their keys. */
export interface JoinSession {
  readonly door: Door
  readonly conversation: string
  readonly transcript: Transcript
  /** From `crypto_kx`: the joiner is the client. 32 bytes each. */
  readonly send: Uint8Array
  readonly receive: Uint8Array
}

/** What is sealed under a session key; part of the associated data. */
type Purpose = 'note' | 'welcome'

const nonceBytes = 24

/** nonce | XChaCha20-Poly1305(send, nonce, lp("SR1/session") lp(purpose) lp(transcript), padded content). */
export function sealInSession(
  sodium: Sodium,
  session: Pick<JoinSession, 'send' | 'transcript'>,
  purpose: Purpose,
  content: Uint8Array,
): Uint8Array {
  const nonce = sodium.random(nonceBytes)
  const associated = associatedData(purpose, session.transcript)
  return concatBytes(nonce, sodium.seal(session.send, nonce, associated, padTo(content)))
}

export function openInSession(
  sodium: Sodium,
  session: Pick<JoinSession, 'receive' | 'transcript'>,
  purpose: Purpose,
  sealed: Uint8Array,
): Result<Uint8Array> {
  if (sealed.length < nonceBytes) return fail('malformed', 'truncated')
  const associated = associatedData(purpose, session.transcript)
  const nonce = sealed.subarray(0, nonceBytes)
  const plain = sodium.open(session.receive, nonce, associated, sealed.subarray(nonceBytes))
  if (!plain.ok) return plain
  const content = unpad(plain.value)
  return content === null ? fail('padding-invalid') : ok(content)
}

function associatedData(purpose: Purpose, transcript: Transcript): Uint8Array {
  return encode((writer) => {
    writer.bytes(encodeUtf8('SR1/session'))
    writer.text(purpose)
    writer.bytes(transcript.hash)
  })
}
