import type { DeviceId, ForumId, MemberId } from '#shared/ids.ts'
import type { DeviceSecrets } from '../device.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import type { DeviceRecord, RecoveryProof } from './bodies.ts'
import { deviceStatement, recoveryStatement } from './statements.ts'

/**
 * What a new device says of itself to the device that adds it or lets it back in (`letInBy`). Good
 * for that one device to use, and for one use: no device enters a forum twice.
 */
export function createDeviceRecord(
  sodium: Sodium,
  forum: ForumId,
  member: MemberId,
  letInBy: DeviceId,
  device: DeviceSecrets,
): DeviceRecord {
  const { id } = device
  const keys = { id, signingKey: device.signing.publicKey, sealingKey: device.sealing.publicKey }
  const statement = deviceStatement(forum, member, letInBy, keys)
  return { ...keys, selfSignature: sodium.sign('device', statement, device.signing.secretKey) }
}

/** The printed key's word for one new device; `pair` is the `signing` of `recoveryKeys`. */
export function createRecoveryProof(
  sodium: Sodium,
  forum: ForumId,
  member: MemberId,
  device: DeviceRecord,
  pair: KeyPair,
): RecoveryProof {
  const statement = recoveryStatement(forum, member, device)
  const signature = sodium.sign('recovery', statement, pair.secretKey)
  return { recoveryKey: pair.publicKey, signature }
}
