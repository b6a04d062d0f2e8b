import type { EpochState, ForumState } from '#crypto'
import type { DeviceId, EpochId, MemberId } from '#shared/ids.ts'
import type { Core } from '../core.ts'
import { currentEpochs } from './currentEpochs.ts'
import { isOpenersFault } from './takeKey.ts'

/** The epochs to write under now whose key this device could not get. */
export function refusedNow(core: Core, state: ForumState): readonly EpochState[] {
  return currentEpochs(state, core.device.id).filter(({ id }) => core.refused().has(id))
}

/** The members whose computers made boxes that do not open, here or for others. */
export function wrongOpeners(core: Core): readonly MemberId[] {
  const { epochs, devices } = core.chain.state.read()
  const openerOf = (id: EpochId): DeviceId | undefined => epochs.get(id)?.opener
  const openers = [...core.wrong().values()].map(({ by }): DeviceId | undefined => by)
  for (const [id, { code }] of core.refused()) if (isOpenersFault(code)) openers.push(openerOf(id))
  return openers.flatMap((opener) => (opener && devices.get(opener)?.member) ?? [])
}
