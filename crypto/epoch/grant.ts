import type { DeviceId, EpochId, ForumId } from '#shared/ids.ts'
import { makeDeviceBox, openDeviceBox } from '../deviceBox.ts'
import type { BoxContext, BoxRecipient } from '../deviceBox.ts'
import type { KeyPair, Sodium } from '../sodium.ts'

/** What a granted key is bound to. */
export interface GrantContext {
  readonly forum: ForumId
  readonly scope: string
  readonly epoch: EpochId
  readonly granter: DeviceId
}

/** An epoch's key sealed to one device. Null when the recipient's key is none. */
export function makeGrantBox(
  sodium: Sodium,
  context: GrantContext,
  recipient: BoxRecipient,
  epochKey: Uint8Array,
): Uint8Array | null {
  return makeDeviceBox(sodium, boundTo(context), recipient, epochKey)
}

/** The key in a grant, or null: for another device, or not made as the rules have it. */
export function openGrantBox(
  sodium: Sodium,
  context: GrantContext,
  device: DeviceId,
  pair: KeyPair,
  box: Uint8Array,
): Uint8Array | null {
  const key = openDeviceBox(sodium, boundTo(context), device, pair, box)
  return key?.length === 32 ? key : null
}

function boundTo({ forum, scope, epoch, granter }: GrantContext): BoxContext {
  return (writer) => {
    writer.text('SR1/grant')
    writer.hex(forum)
    writer.text(scope)
    writer.hex(epoch)
    writer.hex(granter)
  }
}
