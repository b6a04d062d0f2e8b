import {
  acceptEpoch,
  acknowledgeEpoch,
  assembleEntry,
  coSign,
  createDevice,
  createDeviceRecord,
  openEpoch,
  proposeEntry,
  reduceChain,
  scopeState,
  setPolicy,
} from '#crypto'
import type { DeviceSecrets, Entry, EntryBody, ForumState, Sodium } from '#crypto'
import type { EpochId, MemberId } from '#shared/ids.ts'
import { fail } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { addMember, foundForum, now } from './fixtures.ts'
import type { TestForum } from './fixtures.ts'

/** A forum of a moderator and others, in which admission without a moderator takes two. */
export function strictForum(sodium: Sodium, others: number) {
  const forum = foundForum(sodium)
  const policy = { clock: now, suite: 1, admission: 'two' as const, document: null }
  forum.add(setPolicy(sodium, forum.state(), forum.founder, policy))
  const members = Array.from({ length: others }, () => addMember(forum))
  return { forum, founder: forum.founder, members }
}

/** The state with more entries than the forum's own. */
export function stateWith(forum: TestForum, ...more: Entry[]): ForumState {
  return reduceChain(forum.sodium, forum.id, [...forum.entries, ...more])
}

export function memberOf(state: ForumState, device: DeviceSecrets): MemberId {
  const member = state.devices.get(device.id)?.member
  if (member === undefined) throw new Error('the device is active')
  return member
}

/** An entry signed by several, all on one state. */
export function together(
  sodium: Sodium,
  state: ForumState,
  body: EntryBody,
  author: DeviceSecrets,
  ...others: DeviceSecrets[]
): Result<Entry> {
  const coSigners = others.map(({ id }) => id)
  const proposal = proposeEntry(sodium, state, author, { clock: now, body, coSigners })
  if (!proposal.ok) return proposal
  const { canonical } = proposal.value
  const signatures = []
  for (const other of others) {
    const signature = coSign(sodium, state, other, canonical)
    if (!signature.ok) return signature
    signatures.push(signature.value)
  }
  return assembleEntry(sodium, state, author, canonical, signatures)
}

/** A new device of a member, with what it says of itself to the device that lets it in. */
export function newDevice(sodium: Sodium, forum: TestForum, member: MemberId, by: DeviceSecrets) {
  const device = createDevice(sodium)
  return { device, record: createDeviceRecord(sodium, forum.id, member, by.id, device) }
}

/** An `epoch.ack` of the scope's current epoch with a fresh key. */
export function acknowledge(
  sodium: Sodium,
  state: ForumState,
  device: DeviceSecrets,
  scope = 'forum',
) {
  const epoch = scopeState(state, scope).currentEpoch
  const sealing = sodium.sealingPair(sodium.random(32))
  if (epoch === null) return { sealing, entry: fail('epoch-unknown') }
  const mailbox = sodium.random(32)
  const fresh = { clock: now, epoch, sealingKey: sealing.publicKey, mailbox }
  return { sealing, entry: acknowledgeEpoch(sodium, state, device, fresh) }
}

/** Opens the forum's next epoch, or a scope's, and answers it. */
export function rotate(forum: TestForum, by: DeviceSecrets, scope = 'forum'): Entry {
  return forum.add(openEpoch(forum.sodium, forum.state(), by, { clock: now, scope }))
}

/** What a device reads of an epoch: 'ok' or the failure. */
export function reads(
  sodium: Sodium,
  state: ForumState,
  device: DeviceSecrets,
  epoch: EpochId | null,
): string {
  const entry = epoch === null ? undefined : state.epochs.get(epoch)?.entry
  if (entry === undefined) return 'no such epoch'
  const opened = acceptEpoch(sodium, state, entry, device)
  return opened.ok ? 'ok' : opened.failure.code
}
