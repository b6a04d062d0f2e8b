import { equalBytes } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import type { DeviceSecrets } from '../device.ts'
import type { ForumState } from '../membership/types.ts'
import type { Sodium } from '../sodium.ts'
import type { ReturnRoom } from './room.ts'

/**
 * Whether a chain that came, reduced for the forum on the paper, is one into which this device came
 * back by this printed key: `device-not-active`, or `entry-not-authorised` when it came in otherwise.
 * Whoever let it in does not matter: the chain's own rules have judged that.
 */
export function verifyReturn(
  state: ForumState,
  { forum, recoveryKey }: Pick<ReturnRoom, 'forum' | 'recoveryKey'>,
  device: DeviceSecrets,
): Result<null> {
  if (state.forum !== forum) return fail('entry-not-authorised', 'another forum')
  const found = state.devices.get(device.id)
  if (found === undefined) return fail('device-not-active')
  const body = state.dag.entry(found.admittedBy)?.body
  const isOurs =
    body?.type === 'recovery.use' &&
    body.proof !== null &&
    equalBytes(body.proof.recoveryKey, recoveryKey) &&
    equalBytes(found.sealingKey, device.sealing.publicKey)
  return isOurs ? ok(null) : fail('entry-not-authorised', 'not by this key')
}

/**
 * The devices that may answer a request, in the order in which they wait: those of full members that
 * are not suspended, by BLAKE2b-256 over the conversation and the device, so that it differs from
 * return to return and nobody needs to agree on it.
 */
export function returnOrder(
  sodium: Sodium,
  state: ForumState,
  conversation: string,
): readonly DeviceId[] {
  const rank = (device: DeviceId) =>
    toHex(labelledHash(sodium, 'SR1/return-order', [fromHex(conversation), fromHex(device)]))
  return [...state.members.values()]
    .flatMap(({ devices }) => devices)
    .filter((device) => !state.suspended.has(device))
    .map((device) => ({ device, rank: rank(device) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ device }) => device)
}
