import type { DeviceId } from '#shared/ids.ts'
import { mostDevices, mostSeen, type Seen } from './stored.ts'

/** Whether a device's message of that number came already, or is older than what is remembered. */
export function wasSeen(seen: readonly Seen[], device: DeviceId, number: number): boolean {
  const known = seen.find((each) => each.device === device)
  return known !== undefined && (number <= known.floor || known.numbers.includes(number))
}

/**
 * With this number besides. Beyond 256 the lowest go: what comes so late counts as seen, so that
 * nothing is ever shown twice, however little is remembered.
 */
export function withSeen(seen: readonly Seen[], device: DeviceId, number: number): readonly Seen[] {
  const known = seen.find((each) => each.device === device)
  const numbers = [...(known?.numbers ?? []), number].sort((a, b) => a - b)
  const gone = numbers.splice(0, Math.max(0, numbers.length - mostSeen))
  const floor = Math.max(known?.floor ?? 0, ...gone)
  const others = seen.filter((each) => each.device !== device)
  return [...others, { device, floor, numbers }].slice(-mostDevices)
}
