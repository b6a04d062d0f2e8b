import type { DeviceId, IncarnationId } from '#shared/ids.ts'

/** One run of one device, as a key: within a document it names a log. */
export function runOf({
  device,
  incarnation,
}: {
  readonly device: DeviceId
  readonly incarnation: IncarnationId
}): string {
  return `${device} ${incarnation}`
}
