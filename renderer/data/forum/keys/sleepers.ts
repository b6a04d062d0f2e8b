import type { DeviceState, Entry, EpochState, ForumState } from '#crypto'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import { forumScope } from '../names.ts'
import { currentEpochs, mayWrite } from './currentEpochs.ts'

/** A device that something is left for. */
export interface Addressee {
  readonly device: DeviceState
}

/** A device that has not said that it holds the current keys, and has a mailbox for a waybill. */
export interface Sleeper extends Addressee {
  /** The 32 bytes that its last acknowledgement published. */
  readonly mailbox: Uint8Array
}

/** The current epoch of the forum if this device opened it: then the waybills are its to leave. */
export function epochToLeaveFor(state: ForumState, own: DeviceId): EpochState | null {
  const epoch = currentEpochs(state, own).find(({ scope }) => scope === forumScope)
  return epoch?.opener === own && mayWrite(state, own) ? epoch : null
}

/** The active devices of an epoch that have not acknowledged it; one that never did any has no mailbox. */
export function sleepersOf(state: ForumState, epoch: EpochState): readonly Sleeper[] {
  const known = state.acknowledged.get(epoch.id)
  return [...epoch.devices].sort().flatMap((id) => {
    const device = state.devices.get(id)
    if (device === undefined || device.mailbox === null) return []
    if (id === epoch.opener || known?.has(id) === true) return []
    return [{ device, mailbox: device.mailbox }]
  })
}

/** What at least one of these devices did not know when it last wrote, parents before children. */
export function entriesFor(
  state: ForumState,
  ids: readonly EntryId[],
  addressees: readonly Addressee[],
): readonly Entry[] {
  const { dag } = state
  const lastKnown = addressees.map(
    ({ device }) => dag.entriesOf(device.id).at(-1)?.id ?? device.admittedBy,
  )
  return ids
    .filter((id) => lastKnown.some((last) => !dag.includes(last, id)))
    .flatMap((id) => dag.entry(id) ?? [])
}
