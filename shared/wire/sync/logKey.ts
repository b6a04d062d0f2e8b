import type { LogName, LogPosition } from './types.ts'

/** A log's name as one string, for maps. Its code unit order is the order of logs on the wire. */
export function logKey(log: LogName): string {
  return `${log.scope}\0${log.document}\0${log.device}\0${log.incarnation}`
}

/** The positions in the order in which a message carries them. */
export function inWireOrder(logs: Iterable<LogPosition>): LogPosition[] {
  const keyed = Array.from(logs, (position) => ({ position, key: logKey(position.log) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ position }) => position)
}
