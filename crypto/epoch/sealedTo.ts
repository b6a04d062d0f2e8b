import type { DeviceId, EpochId } from '#shared/ids.ts'
import { scopeState } from '../membership/scopeState.ts'
import type { ForumState } from '../membership/types.ts'

/** How far the keys of a scope have come: "sealed 9 of 11, waiting for Dana's laptop". */
export interface SealedTo {
  readonly epoch: EpochId | null
  readonly acknowledged: readonly DeviceId[]
  readonly waitingFor: readonly DeviceId[]
}

/** Which of a scope's devices have acknowledged its current epoch. With no epoch, all are waited for. */
export function sealedTo(state: ForumState, scope: string): SealedTo {
  const { currentEpoch, devices } = scopeState(state, scope)
  const known = currentEpoch === null ? undefined : state.acknowledged.get(currentEpoch)
  const sorted = [...devices].sort()
  return {
    epoch: currentEpoch,
    acknowledged: sorted.filter((device) => known?.has(device) === true),
    waitingFor: sorted.filter((device) => known?.has(device) !== true),
  }
}
