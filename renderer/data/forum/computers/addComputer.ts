import { addDevice, type DeviceRecord } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { Core } from '../core.ts'
import { withOwedKeys } from '../owedKeys.ts'
import type { Traffic } from '../traffic.ts'

/**
 * Adds one more computer of one's own: the entry and the keys that it owes, in every scope that it
 * is in, are made together and published together. Does nothing when it is in already.
 */
export async function addComputer(
  core: Core,
  traffic: Pick<Traffic, 'publish' | 'lead'>,
  record: DeviceRecord,
  now: () => number,
): Promise<Result<null>> {
  const published = await traffic.publish((state) => {
    if (state.devices.has(record.id)) return ok([])
    const clock = now()
    const added = addDevice(core.sodium, state, core.device, { clock, device: record })
    return added.ok ? withOwedKeys(core, [added.value], clock) : added
  })
  if (published.ok) void traffic.lead()
  return published
}
