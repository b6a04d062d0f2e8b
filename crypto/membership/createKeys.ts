import type { DeviceId, EpochId } from '#shared/ids.ts'
import { fail, invariant } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import { epochKeyOf, keyCheckOf, makeBoxes } from '../epoch/boxes.ts'
import type { OpenContext } from '../epoch/boxes.ts'
import { makeGrantBox } from '../epoch/grant.ts'
import type { Sodium } from '../sodium.ts'
import { extendChain } from './extend.ts'
import type { Stamp } from './extend.ts'
import { forumScope } from './limits.ts'
import { devicesOf } from './scopes.ts'
import type { Entry, ForumState } from './types.ts'

/**
 * Opens a new epoch for exactly the active devices of a scope (`forum` unless told), at any time: to
 * pay what is owed, at a meeting's close, or on demand. Each device is sealed to under the newest key
 * it acknowledged. The opener takes the key from its own box as all others do (`acceptEpoch`), so a
 * crash in between loses nothing.
 */
export function openEpoch(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & { readonly scope?: string },
): Result<Entry> {
  const scope = options.scope ?? forumScope
  return extendChain(sodium, state, author, options.clock, (parents, past) => {
    const devices = [...devicesOf(past, scope)].sort()
    const recipients = devices.flatMap((id) => past.devices.get(id) ?? [])
    const context: OpenContext = { forum: state.forum, scope, parents, opener: author.id }
    const root = sodium.random(32)
    const epochKey = epochKeyOf(sodium, context, root)
    const keyCheck = keyCheckOf(sodium, context, epochKey)
    const boxes = makeBoxes(sodium, context, root, recipients)
    sodium.erase(root)
    sodium.erase(epochKey)
    invariant(boxes !== null, 'every enrolled sealing key was tried when its entry was decoded')
    return { type: 'epoch.open', scope, devices, keyCheck, boxes }
  })
}

/**
 * Says that this device holds an epoch's key, and which fresh X-Wing key and mailbox it has from now
 * on. Make both anew, and store the secrets before publishing this.
 */
export function acknowledgeEpoch(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & {
    readonly epoch: EpochId
    readonly sealingKey: Uint8Array
    readonly mailbox: Uint8Array
  },
): Result<Entry> {
  const { clock, epoch, sealingKey, mailbox } = options
  return extendChain(sodium, state, author, clock, () => ({
    type: 'epoch.ack',
    epoch,
    sealingKey,
    mailbox,
  }))
}

/**
 * Hands an epoch's key to a device that the epoch covers and whose box was bad. Fails as
 * `epoch-unknown`, `device-unknown`, or as the rules have it.
 */
export function grantEpoch(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  options: Stamp & {
    readonly epoch: EpochId
    readonly device: DeviceId
    readonly epochKey: Uint8Array
  },
): Result<Entry> {
  const { clock, epoch, device, epochKey } = options
  const scope = state.epochs.get(epoch)?.scope
  if (scope === undefined) return fail('epoch-unknown')
  if (!state.devices.has(device)) return fail('device-unknown')
  return extendChain(sodium, state, author, clock, (_, past) => {
    const context = { forum: state.forum, scope, epoch, granter: author.id }
    const recipient = past.devices.get(device)
    const box = recipient && makeGrantBox(sodium, context, recipient, epochKey)
    invariant(box != null, 'every enrolled sealing key was tried when its entry was decoded')
    return { type: 'epoch.grant', epoch, device, box }
  })
}
