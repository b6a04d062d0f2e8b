import { concatBytes } from '#shared/codec/index.ts'
import { fromHex } from '#shared/ids.ts'
import type { DeviceId, EntryId, ForumId } from '#shared/ids.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import { purposeNumber, subjectId } from './purpose.ts'
import type { DoorPurpose, DoorSubject } from './purpose.ts'

/** What one side shows of itself in a joining conversation. */
export interface Party {
  readonly device: DeviceId
  readonly signingKey: Uint8Array
  readonly sealingKey: Uint8Array
  /** Its one-time key for `crypto_kx`. */
  readonly exchangeKey: Uint8Array
  readonly nonce: Uint8Array
}

/** Everything both sides saw, and its hash, which the six words are made of. */
export interface Transcript {
  readonly forum: ForumId
  readonly heads: readonly EntryId[]
  readonly subject: DoorSubject
  readonly joiner: Party
  readonly admitter: Party
  /** BLAKE2b-256 over all of it, the purpose too. */
  readonly hash: Uint8Array
}

/** BLAKE2b-256(lp("SR1/join") lp(forum) lp(sorted heads) lp(subject) lp(purpose) lp(…both parties' keys and nonces)). */
export function makeTranscript(sodium: Sodium, parts: Omit<Transcript, 'hash'>): Transcript {
  const heads = [...parts.heads].sort()
  const hash = labelledHash(sodium, 'SR1/join', [
    fromHex(parts.forum),
    concatBytes(...heads.map(fromHex)),
    fromHex(subjectId(parts.subject)),
    purposeByte(parts.subject.purpose),
    ...partyFields(parts.joiner),
    ...partyFields(parts.admitter),
  ])
  return { ...parts, heads, hash }
}

/** The joiner's commitment: BLAKE2b-256(lp("SR1/knock") lp(purpose) lp(keys)... lp(nonce)). */
export function commitTo(sodium: Sodium, purpose: DoorPurpose, party: Party): Uint8Array {
  return labelledHash(sodium, 'SR1/knock', [purposeByte(purpose), ...partyFields(party)])
}

function purposeByte(purpose: DoorPurpose): Uint8Array {
  return Uint8Array.of(purposeNumber(purpose))
}

function partyFields(party: Party): Uint8Array[] {
  return [party.signingKey, party.sealingKey, party.exchangeKey, party.nonce]
}
