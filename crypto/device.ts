import { concatBytes } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import type { DeviceId, ForumId, MemberId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from './derive.ts'
import type { KeyPair, Sodium } from './sodium.ts'

/** The keys of this device in one forum: Ed25519 to sign, X-Wing to be sealed to, made independently. */
export interface DeviceSecrets {
  readonly id: DeviceId
  readonly signing: KeyPair
  readonly sealing: KeyPair
}

/** New independent keys. */
export function createDevice(sodium: Sodium): DeviceSecrets {
  return fromSeeds(sodium, sodium.random(32), sodium.random(32))
}

/** 64 bytes for the vault's body: both seeds, signing first. */
export function encodeDevice(device: DeviceSecrets): Uint8Array {
  return concatBytes(device.signing.secretKey.subarray(0, 32), device.sealing.secretKey)
}

/** The device whose seeds `encodeDevice` wrote; `malformed` unless there are exactly 64 bytes. */
export function decodeDevice(
  sodium: Sodium,
  bytes: Uint8Array,
): Result<DeviceSecrets, 'malformed'> {
  if (bytes.length !== 64) return fail('malformed', 'device seeds')
  return ok(fromSeeds(sodium, bytes.slice(0, 32), bytes.slice(32)))
}

/** A device's id: BLAKE2b-256 of its signing key. */
export function deviceId(sodium: Sodium, signingKey: Uint8Array): DeviceId {
  return toHex(labelledHash(sodium, 'SR1/device-id', [signingKey])) as DeviceId
}

/** A member's id: the first 16 bytes of BLAKE2b-256 over the forum and the member's first device. */
export function memberId(sodium: Sodium, forum: ForumId, firstDevice: DeviceId): MemberId {
  const hash = labelledHash(sodium, 'SR1/member-id', [fromHex(forum), fromHex(firstDevice)])
  return toHex(hash.subarray(0, 16)) as MemberId
}

function fromSeeds(sodium: Sodium, signing: Uint8Array, sealing: Uint8Array): DeviceSecrets {
  const pair = sodium.signingPair(signing)
  return {
    id: deviceId(sodium, pair.publicKey),
    signing: pair,
    sealing: sodium.sealingPair(sealing),
  }
}
