import type { EpochState, ForumState } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'

/**
 * The epochs that are written under now and cover this device, one a scope. None of a scope that owes
 * new keys: those are about to come.
 */
export function currentEpochs(state: ForumState, device: DeviceId): readonly EpochState[] {
  return [...state.scopes.values()].flatMap(({ currentEpoch, rotationOwed }) => {
    const epoch = currentEpoch === null ? undefined : state.epochs.get(currentEpoch)
    return epoch?.devices.has(device) === true && !rotationOwed ? [epoch] : []
  })
}

/** Whether a device may write: it is active, and was not caught with two entries at one place. */
export function mayWrite(state: ForumState, device: DeviceId): boolean {
  return state.devices.has(device) && !state.suspended.has(device)
}
