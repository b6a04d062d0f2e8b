import type { EntryId, MemberId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import type { CutOff, PolicySetBody, SnapshotAttestBody } from './bodies.ts'
import { extendChain } from './extend.ts'
import type { Stamp } from './extend.ts'
import { attestationKey } from './keys.ts'
import { membersOf } from './scopes.ts'
import type { Entry, ForumState } from './types.ts'

/** Offers the role and a package of notes to a successor; open until the forum's next epoch. */
export function offerHandoff(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly successor: MemberId; readonly packageHash: Uint8Array },
): Result<Entry> {
  const { clock, successor, packageHash } = options
  return extendChain(sodium, state, author, clock, () => ({
    type: 'handoff.offer',
    successor,
    packageHash,
  }))
}

/**
 * Takes the role over: it ends for whoever offered it. Rotation is owed in `moderators`: open its
 * epoch in the same transaction.
 */
export function acceptHandoff(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly offer: EntryId; readonly cutOffs: readonly CutOff[] },
): Result<Entry> {
  const { clock, offer, cutOffs } = options
  return extendChain(sodium, state, author, clock, () => ({
    type: 'handoff.accept',
    offer,
    cutOffs,
  }))
}

/** Turns an offer down, or takes it back. */
export function declineHandoff(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  { clock, offer }: Stamp & { readonly offer: EntryId },
): Result<Entry> {
  return extendChain(sodium, state, author, clock, () => ({ type: 'handoff.decline', offer }))
}

/** Sets what the forum has agreed on. It only ever gets stricter. */
export function setPolicy(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & Omit<PolicySetBody, 'type'>,
): Result<Entry> {
  const { clock, suite, admission, document } = options
  return extendChain(sodium, state, author, clock, () => ({
    type: 'policy.set',
    suite,
    admission,
    document,
  }))
}

/** Says that this device rebuilt a snapshot from signed envelopes and found it right. */
export function attestSnapshot(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & Omit<SnapshotAttestBody, 'type'>,
): Result<Entry> {
  const { clock, scope, document, snapshot } = options
  return extendChain(sodium, state, author, clock, () => ({
    type: 'snapshot.attest',
    scope,
    document,
    snapshot,
  }))
}

/** Who has attested a snapshot, and whether it is enough: more than half of the scope's members, of a pair both. */
export function attestationsOf(
  state: ForumState,
  { scope, document, snapshot }: Omit<SnapshotAttestBody, 'type'>,
): { readonly members: readonly MemberId[]; readonly isEnough: boolean } {
  const key = attestationKey(scope, document, snapshot)
  const given = state.attestations.get(key)?.members ?? new Set()
  const inside = membersOf(state, scope)
  const members = [...given].filter((member) => inside.has(member))
  return { members, isEnough: members.length * 2 > inside.size }
}
