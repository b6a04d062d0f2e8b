import { decodeDevice, deriveEpochKeys, type DeviceSecrets, type Sodium } from '#crypto'
import type { ChannelIdentity } from '#renderer/data/mesh/index.ts'
import type { EpochId, ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'

/** The same device for the same number, in every process. */
export function testDevice(sodium: Sodium, number: number): DeviceSecrets {
  const device = decodeDevice(sodium, new Uint8Array(64).fill(number))
  if (!device.ok) throw new Error('64 bytes are a device')
  return device.value
}

/** A device of a forum in which only the devices 1 and 2 are active, with the key of an epoch. */
export function identityOf(sodium: Sodium, device: number, epoch: number): ChannelIdentity {
  const active = [testDevice(sodium, 1), testDevice(sodium, 2)]
  return {
    sodium,
    device: testDevice(sodium, device),
    keys: deriveEpochKeys(sodium, {
      // Any two ids do.
      forum: 'f0'.repeat(32) as ForumId,
      scope: 'forum',
      epochId: 'e0'.repeat(32) as EpochId,
      epochKey: new Uint8Array(32).fill(epoch),
    }),
    signingKeyOf(id) {
      const found = active.find((one) => one.id === id)
      return found === undefined ? fail('device-not-active') : ok(found.signing.publicKey)
    },
  }
}
