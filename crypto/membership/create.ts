import type { EntryId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import { doorKeys } from '../invitation/door.ts'
import type { Sodium } from '../sodium.ts'
import type { MemberAdmitBody } from './bodies.ts'
import { signEntry } from './entryCodec.ts'
import { extendChain } from './extend.ts'
import type { Stamp } from './extend.ts'
import { suite } from './limits.ts'
import type { Candidate, Entry, ForumState } from './types.ts'

/** The first entry of a new forum; its id is the forum's id. The founder is its first moderator. */
export function createGenesis(
  sodium: Sodium,
  author: DeviceSecrets,
  { clock }: Stamp,
): Result<Entry> {
  return ok(
    signEntry(sodium, author, {
      forum: null,
      seq: 1,
      prev: null,
      parents: [],
      lamport: 1,
      clock,
      epoch: null,
      body: {
        type: 'genesis',
        random: sodium.random(32),
        suite,
        sealingKey: author.sealing.publicKey,
      },
    }),
  )
}

/**
 * Publishes the room key and proof key of an invitation code's seed. The seed itself stays with its
 * maker and goes out with the code only. `guest`: the session scope that it leads to instead.
 */
export function createInvite(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & {
    readonly seed: Uint8Array
    readonly expiresAt: number
    readonly guest?: string
  },
): Result<Entry> {
  const purpose = options.guest === undefined ? 'join' : 'guest'
  const { roomKey, proof } = doorKeys(sodium, options.seed, purpose)
  return extendChain(sodium, state, author, options.clock, () => ({
    type: 'invite.create',
    roomKey,
    proofKey: proof.publicKey,
    expiresAt: options.expiresAt,
    ...(options.guest === undefined ? {} : { guest: options.guest }),
  }))
}

/** Ends an open invitation at once. */
export function revokeInvite(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly invitation: EntryId },
): Result<Entry> {
  const { invitation } = options
  return extendChain(sodium, state, author, options.clock, () => ({
    type: 'invite.revoke',
    invitation,
  }))
}

/**
 * Lets in the person whose six words were compared. Rotation is owed from here on, or, where it takes
 * two (`signatures-missing`: propose it with `admissionBody`), from when more than half know of it.
 */
export function admitMember(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly candidate: Candidate },
): Result<Entry> {
  const { candidate } = options
  if (candidate.admitter !== author.id) return fail('invitation-proof-invalid', 'another device')
  return extendChain(sodium, state, author, options.clock, () => admissionBody(state, candidate))
}

/** What an admission of this candidate says: as a guest if the invitation is for one. */
export function admissionBody(state: ForumState, candidate: Candidate): MemberAdmitBody {
  const guest = state.invitations.get(candidate.invitation)?.guestOf ?? null
  return {
    type: 'member.admit',
    invitation: candidate.invitation,
    proofKey: candidate.proofKey,
    device: candidate.device,
    transcript: candidate.transcript,
    proof: candidate.proof,
    ...(guest === null ? {} : { guest }),
  }
}
