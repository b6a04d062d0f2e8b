import { decode, encode } from '#shared/codec/index.ts'
import type { DeviceId, EpochId, ForumId } from '#shared/ids.ts'
import { fail, invariant } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import { boxOverhead, makeDeviceBox, openDeviceBox } from '../deviceBox.ts'
import type { BoxContext } from '../deviceBox.ts'
import type { DeviceState } from '../membership/types.ts'
import { padTo, unpad } from '../padding.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { maxBundleParts } from './bundle.ts'

/** Tells a device that slept where the entries lie that lead it to the present. */
export interface Waybill {
  /** The forum epoch that they lead to. */
  readonly epoch: EpochId
  /** Of the one-off mailbox and the seal of what lies there (see `sealBundle`). */
  readonly bundle: Uint8Array
  /** How many parts lie there. */
  readonly parts: number
}

const version = 1
const contentBytes = 512
/** Every waybill has this size, whatever its device has missed. */
export const waybillBytes = boxOverhead + contentBytes

/**
 * The capability of a device's own mailbox, from the 32 bytes that its last `epoch.ack` published:
 * all members can leave something there, and it says to nobody else whose mailbox it is.
 */
export function waybillMailbox(sodium: Sodium, published: Uint8Array): KeyPair {
  return sodium.signingPair(derive(sodium, published, 'SR1/waybill-mailbox'))
}

/** Seals a waybill to one device under the newest key it acknowledged an epoch with. */
export function sealWaybill(
  sodium: Sodium,
  forum: ForumId,
  recipient: Pick<DeviceState, 'id' | 'sealingKey'>,
  waybill: Waybill,
): Uint8Array {
  const padded = padTo(encodeWaybill(waybill))
  invariant(padded.length === contentBytes, 'a waybill fits the smallest size')
  const sealed = makeDeviceBox(sodium, boundTo(forum), recipient, padded)
  invariant(sealed !== null, 'every enrolled sealing key was tried when its entry was decoded')
  return sealed
}

/**
 * Opens a waybill with whichever of the device's X-Wing pairs it was sealed to. It proves nothing of
 * who left it: whoever read the chain could have. The entries that it leads to prove themselves.
 * Fails as `malformed` or `decryption-failed`.
 */
export function openWaybill(
  sodium: Sodium,
  forum: ForumId,
  device: DeviceId,
  pairs: readonly KeyPair[],
  bytes: Uint8Array,
): Result<Waybill> {
  if (bytes.length !== waybillBytes) return fail('malformed', 'size of a waybill')
  for (const pair of pairs) {
    const padded = openDeviceBox(sodium, boundTo(forum), device, pair, bytes)
    if (padded === null) continue
    const content = unpad(padded)
    return content === null ? fail('malformed', 'padding of a waybill') : decodeWaybill(content)
  }
  return fail('decryption-failed')
}

function encodeWaybill({ epoch, bundle, parts }: Waybill): Uint8Array {
  return encode((writer) => {
    writer.u8(version)
    writer.hex(epoch)
    writer.fixed(bundle)
    writer.varint(parts)
  })
}

function decodeWaybill(content: Uint8Array): Result<Waybill> {
  return decode(content, (reader) => {
    reader.require(reader.u8() === version, 'version of a waybill')
    // 32 bytes, as an epoch's id has; whether there is such an epoch, the entries tell.
    const epoch = reader.hex(32) as EpochId
    const bundle = reader.fixed(32)
    const parts = reader.varint(maxBundleParts)
    reader.require(parts > 0, 'a bundle has a part')
    return { epoch, bundle, parts }
  })
}

function boundTo(forum: ForumId): BoxContext {
  return (writer) => {
    writer.text('SR1/waybill')
    writer.hex(forum)
  }
}
