import { concatBytes, encode, encodeUtf8 } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { padTo, unpad } from '../padding.ts'
import type { Sodium } from '../sodium.ts'
import type { Door } from './door.ts'
import type { Transcript } from './transcript.ts'

/** What it takes to go on talking in a conversation, once both sides showed their keys. */
export interface TalkSession {
  readonly door: Door
  readonly conversation: string
  readonly transcript: Pick<Transcript, 'hash'>
  /** From `crypto_kx`: the joiner is the client. 32 bytes each. */
  readonly send: Uint8Array
  readonly receive: Uint8Array
}

/** One conversation at the door after both sides showed their keys. */
export interface JoinSession extends TalkSession {
  readonly transcript: Transcript
}

/** What is sealed under a session key; part of the associated data. */
type Sealed = 'note' | 'greeting' | 'ready' | 'ending' | 'welcome'

const nonceBytes = 24

/** nonce | XChaCha20-Poly1305(send, nonce, lp("SR1/session") lp(what) lp(transcript), padded content). */
export function sealInSession(
  sodium: Sodium,
  session: Pick<TalkSession, 'send' | 'transcript'>,
  what: Sealed,
  content: Uint8Array,
): Uint8Array {
  const nonce = sodium.random(nonceBytes)
  const associated = associatedData(what, session.transcript)
  return concatBytes(nonce, sodium.seal(session.send, nonce, associated, padTo(content)))
}

/** Opens what the other side sealed; `decryption-failed` for anything else. */
export function openInSession(
  sodium: Sodium,
  session: Pick<TalkSession, 'receive' | 'transcript'>,
  what: Sealed,
  sealed: Uint8Array,
): Result<Uint8Array> {
  if (sealed.length < nonceBytes) return fail('malformed', 'truncated')
  const associated = associatedData(what, session.transcript)
  const nonce = sealed.subarray(0, nonceBytes)
  const plain = sodium.open(session.receive, nonce, associated, sealed.subarray(nonceBytes))
  if (!plain.ok) return plain
  const content = unpad(plain.value)
  return content === null ? fail('padding-invalid') : ok(content)
}

function associatedData(what: Sealed, transcript: Pick<Transcript, 'hash'>): Uint8Array {
  return encode((writer) => {
    writer.bytes(encodeUtf8('SR1/session'))
    writer.text(what)
    writer.bytes(transcript.hash)
  })
}
