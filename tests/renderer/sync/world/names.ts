import type { DeviceId, EntryId, IncarnationId } from '#shared/ids.ts'
import type { LogName } from '#shared/wire/sync/index.ts'

export function deviceNamed(number: number): DeviceId {
  return number.toString(16).padStart(64, '0') as DeviceId
}

export function entryNamed(number: number): EntryId {
  return number.toString(16).padStart(64, 'e') as EntryId
}

export function logOf(device: number, document = 'agenda', incarnation = 1): LogName {
  return {
    scope: 'forum',
    document,
    device: deviceNamed(device),
    incarnation: incarnation.toString(16).padStart(32, '0') as IncarnationId,
  }
}
