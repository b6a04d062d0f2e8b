import { cutOff, type ForumState, type LogEnd } from '#crypto'
import type { LogName } from '../log/index.ts'

/**
 * Where a log ends for everybody; null while its device writes on. Of a device whose admission was
 * undone nothing counts by itself: no entry names an end, so what others built on it stands alone.
 */
export function logEndOf(state: ForumState, log: LogName): LogEnd | null {
  const end = cutOff(state, log)
  if (end !== null || state.devices.has(log.device)) return end
  return { seq: 0, id: null, learntBy: [] }
}

/** Whether a place lies beyond the end of its log. */
export function isBeyondEnd(state: ForumState, log: LogName, seq: number): boolean {
  const end = logEndOf(state, log)
  return end !== null && seq > end.seq
}
