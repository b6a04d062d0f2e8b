import { concatBytes } from '#shared/codec/index.ts'
import { fromHex } from '#shared/ids.ts'
import type { DeviceId, EntryId, ForumId } from '#shared/ids.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'

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
  readonly invitation: EntryId
  readonly joiner: Party
  readonly admitter: Party
  /** BLAKE2b-256 over all of it and the role that the joiner comes in with. */
  readonly hash: Uint8Array
}

/** The one role that an invitation gives in this version: member. */
const memberRole = Uint8Array.of(1)

/** BLAKE2b-256(lp("SR1/join") lp(forum) lp(sorted heads) lp(invitation) lp(role) lp(…both parties' keys and nonces)). */
export function makeTranscript(sodium: Sodium, parts: Omit<Transcript, 'hash'>): Transcript {
  const heads = [...parts.heads].sort()
  const hash = labelledHash(sodium, 'SR1/join', [
    fromHex(parts.forum),
    concatBytes(...heads.map(fromHex)),
    fromHex(parts.invitation),
    memberRole,
    ...partyFields(parts.joiner),
    ...partyFields(parts.admitter),
  ])
  return { ...parts, heads, hash }
}

/** The joiner's commitment: BLAKE2b-256(lp("SR1/knock") lp(nonce) lp(keys)...). */
export function commitTo(sodium: Sodium, party: Party): Uint8Array {
  return labelledHash(sodium, 'SR1/knock', partyFields(party))
}

function partyFields(party: Party): Uint8Array[] {
  return [party.signingKey, party.sealingKey, party.exchangeKey, party.nonce]
}
