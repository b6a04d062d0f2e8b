import {
  acceptGrant,
  type CheckedEpoch,
  checkEpoch,
  type DeviceSecrets,
  type Entry,
  type EpochState,
  type ForumState,
  type KeyPair,
  type Sodium,
} from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import type { DeviceId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'

/** Not that of a device which has erased what an epoch was sealed to. */
export function isOpenersFault(code: FailureCode | undefined): boolean {
  return code === 'epoch-box-wrong' || code === 'key-check-mismatch'
}

/** The grants of an epoch's key to one device, by whoever holds it. */
export function grantsTo(state: ForumState, epoch: EpochState, device: DeviceId): readonly Entry[] {
  return [...epoch.devices]
    .flatMap((holder) => state.dag.entriesOf(holder))
    .filter(
      ({ body }) =>
        body.type === 'epoch.grant' && body.epoch === epoch.id && body.device === device,
    )
}

/**
 * The key of an epoch from this device's own box, or from a grant when the box is bad. With what the
 * box failed with when no grant helps either.
 */
export function takeKey(
  sodium: Sodium,
  state: ForumState,
  epoch: EpochState,
  device: DeviceSecrets,
  pairs: readonly KeyPair[],
): Result<CheckedEpoch> {
  const opened = checkEpoch(sodium, state, epoch.entry, device, pairs)
  if (opened.ok) return opened
  for (const grant of grantsTo(state, epoch, device.id)) {
    const granted = acceptGrant(sodium, state, grant.id, device, pairs)
    const wrongBy = isOpenersFault(opened.failure.code) ? epoch.opener : null
    if (granted.ok) return ok({ ...granted.value, wrongBy, cheated: [] })
  }
  return opened
}
