import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import { fail } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import type { CutOff, DeviceRecord, RecoveryProof } from './bodies.ts'
import { extendChain } from './extend.ts'
import type { Stamp } from './extend.ts'
import { memberOfDevice } from './signatures.ts'
import type { Entry, ForumState } from './types.ts'

/** The last envelope of each of their logs that counts, as far as this computer has it. */
interface WithCutOffs {
  readonly cutOffs: readonly CutOff[]
}

/**
 * Removes a member or guest, at once. A moderator removes a member, any member a guest; else it takes
 * two (`signatures-missing`: propose it). Rotation is owed: open the epochs in the same transaction.
 */
export function removeMember(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  { clock, member, cutOffs }: Stamp & WithCutOffs & { readonly member: MemberId },
): Result<Entry> {
  return extendChain(sodium, state, author, clock, () => ({
    type: 'member.remove',
    member,
    cutOffs,
  }))
}

/** Goes, with all one's devices. The others owe the rotation. */
export function leaveForum(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  { clock, cutOffs }: Stamp & WithCutOffs,
): Result<Entry> {
  return extendChain(sodium, state, author, clock, () => ({ type: 'member.leave', cutOffs }))
}

/** Adds a device, which has made `createDeviceRecord` for this one. Rotation is owed. */
export function addDevice(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  { clock, device }: Stamp & { readonly device: DeviceRecord },
): Result<Entry> {
  const member = memberOfDevice(state, author.id)?.id
  if (member === undefined) return fail('device-not-active')
  return extendChain(sodium, state, author, clock, () => ({ type: 'device.add', member, device }))
}

/**
 * Revokes a device: one's own, or by `evidence` (two entries of it at one sequence, see
 * `forkEvidence`) any; another member's lost one takes two (`signatures-missing`: propose it).
 */
export function revokeDevice(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp &
    WithCutOffs & {
      readonly device: DeviceId
      readonly evidence?: readonly [EntryId, EntryId]
    },
): Result<Entry> {
  const { clock, device, cutOffs } = options
  const evidence = options.evidence ?? null
  return extendChain(sodium, state, author, clock, () => ({
    type: 'device.revoke',
    device,
    evidence,
    cutOffs,
  }))
}

/** Two entries of a device at one sequence, in order; null when there are none. */
export function forkEvidence(
  state: ForumState,
  device: DeviceId,
): readonly [EntryId, EntryId] | null {
  const bySeq = new Map<number, EntryId>()
  for (const { id, seq } of state.dag.entriesOf(device)) {
    const other = bySeq.get(seq)
    if (other !== undefined) return other < id ? [other, id] : [id, other]
    bySeq.set(seq, id)
  }
  return null
}

/** Makes a member a moderator; with no moderator left it takes two. */
export function grantRole(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  { clock, member }: Stamp & { readonly member: MemberId },
): Result<Entry> {
  return extendChain(sodium, state, author, clock, () => ({ type: 'role.grant', member }))
}

/** Lays down the role, or takes it from another, which takes two. Rotation is owed in `moderators`. */
export function revokeRole(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  { clock, member, cutOffs }: Stamp & WithCutOffs & { readonly member: MemberId },
): Result<Entry> {
  return extendChain(sodium, state, author, clock, () => ({ type: 'role.revoke', member, cutOffs }))
}

/** Publishes the public half of a printed key: with it one can come back. Replaces an earlier one. */
export function setRecoveryKey(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  { clock, recoveryKey }: Stamp & { readonly recoveryKey: Uint8Array },
): Result<Entry> {
  return extendChain(sodium, state, author, clock, () => ({ type: 'recovery.set', recoveryKey }))
}

/**
 * Lets a member back in with a new device: by the printed key at once; without (`proof` null) it
 * takes two (`signatures-missing`: propose it), waits until more than half know, and ends the role.
 */
export function useRecovery(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & {
    readonly member: MemberId
    readonly device: DeviceRecord
    readonly proof: RecoveryProof | null
  },
): Result<Entry> {
  const { clock, member, device, proof } = options
  return extendChain(sodium, state, author, clock, () => ({
    type: 'recovery.use',
    member,
    device,
    proof,
  }))
}

/** Objects to an admission or return that waits: it then takes half of the members. */
export function objectTo(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  { clock, act }: Stamp & { readonly act: EntryId },
): Result<Entry> {
  return extendChain(sodium, state, author, clock, () => ({ type: 'objection', act }))
}
