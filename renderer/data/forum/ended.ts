import type { ForumState } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { createWritable, type Readable } from '../readable.ts'
import type { Ended } from './types.ts'

/** Why a device is no longer in its forum; null while it is, or while its admission waits. */
function endedOf(state: ForumState, device: DeviceId): Ended | null {
  if (state.devices.has(device)) return null
  for (const { entry } of state.pending.values()) {
    const body = state.dag.entry(entry)?.body
    const waits = body?.type === 'member.admit' || body?.type === 'recovery.use'
    if (waits && body.device.id === device) return null
  }
  const departures = state.dag.viewAt(state.heads)?.departures ?? []
  const own = departures.filter(({ devices, scope }) => scope === null && devices.has(device))
  const hasLeft = own.some(({ entry }) => state.dag.entry(entry)?.type === 'member.leave')
  return hasLeft ? 'left' : 'removed'
}

/**
 * Watches whether this person is still in the forum. Once they are not it stays so until the forum
 * is opened again: by then nothing is exchanged any more.
 */
export function watchEnded(state: Readable<ForumState>, device: DeviceId): Readable<Ended | null> {
  const ended = createWritable(endedOf(state.read(), device))
  state.subscribe(() => {
    if (ended.read() === null) ended.set(endedOf(state.read(), device))
  })
  return ended
}
