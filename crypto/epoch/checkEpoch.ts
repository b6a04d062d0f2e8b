import { equalBytes } from '#shared/codec/index.ts'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import type { ForumState } from '../membership/types.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { acceptEpoch } from './acceptEpoch.ts'
import { epochKeyOf, keyCheckOf, makeBoxes, openBox } from './boxes.ts'
import type { OpenContext, Recipient } from './boxes.ts'

/** The key of an epoch, and what was wrong with the boxes of others. */
export interface CheckedEpoch {
  readonly epochKey: Uint8Array
  /** Who made the boxes, if any byte of them was wrong; to be shown to people by name. */
  readonly wrongBy: DeviceId | null
  /** Devices of the set whose boxes are wrong: they need a grant. */
  readonly cheated: readonly DeviceId[]
}

/**
 * As `acceptEpoch`, for a device whose own box is right while others' may be wrong. Its key is the
 * one of the key check, so all who hold a key of this epoch hold the same; whoever got junk is named,
 * and can be granted it. Fails as `acceptEpoch` does when one's own box is wrong.
 */
export function checkEpoch(
  sodium: Sodium,
  state: ForumState,
  epoch: EntryId,
  device: DeviceSecrets,
  sealing: readonly KeyPair[],
): Result<CheckedEpoch> {
  const accepted = acceptEpoch(sodium, state, epoch, device, sealing)
  if (accepted.ok) return ok({ ...accepted.value, wrongBy: null, cheated: [] })
  const entry = state.dag.entry(epoch)
  const past = entry && state.dag.viewAt(entry.parents)
  if (entry?.body.type !== 'epoch.open' || accepted.failure.code !== 'epoch-box-wrong')
    return accepted
  const { scope, devices, boxes, keyCheck } = entry.body
  const recipients: readonly Recipient[] = devices.flatMap((id) => past?.devices.get(id) ?? [])
  const at = devices.indexOf(device.id)
  const own = recipients[at]
  const box = boxes[at]
  const pair = sealing.find(
    ({ publicKey }) => own !== undefined && equalBytes(publicKey, own.sealingKey),
  )
  if (own === undefined || box === undefined || pair === undefined) return accepted
  const context: OpenContext = {
    forum: state.forum,
    scope,
    parents: entry.parents,
    opener: entry.author,
  }
  const root = openBox(sodium, context, own, pair.secretKey, box)
  if (root === null) return accepted
  const epochKey = epochKeyOf(sodium, context, root)
  const made = makeBoxes(sodium, context, root, recipients) ?? []
  sodium.erase(root)
  const isRight = (index: number) => {
    const [mine, given] = [made[index], boxes[index]]
    return mine !== undefined && given !== undefined && equalBytes(mine, given)
  }
  if (!isRight(at) || !sodium.equal(keyCheckOf(sodium, context, epochKey), keyCheck)) {
    sodium.erase(epochKey)
    return accepted
  }
  const cheated = devices.filter((_, index) => !isRight(index))
  return ok({ epochKey, wrongBy: entry.author, cheated })
}
