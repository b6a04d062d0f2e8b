import type { EntryId, EnvelopeId } from '#shared/ids.ts'
import type { LogName } from './bodies.ts'
import { logKey } from './cutOffCodec.ts'
import { devicesOf } from './scopes.ts'
import type { ForumState } from './types.ts'

/** Where a log ends for everybody. */
export interface LogEnd {
  /** The last sequence that counts by itself; 0 when the log was not listed. */
  readonly seq: number
  /** The envelope at that sequence; null at 0. */
  readonly id: EnvelopeId | null
  /** The entries that ended it. An author has learnt of the end who knows any of them. */
  readonly learntBy: readonly EntryId[]
}

/**
 * The end of a log whose device left, was removed or revoked, or whose author left its scope; null
 * while the log is open. Where several entries ended it, the lowest counts: what one of them did not
 * know stands only by what others built on it.
 */
export function cutOff(state: ForumState, log: LogName): LogEnd | null {
  const departures = state.dag.viewAt(state.heads)?.departures ?? []
  const ending = departures.filter(
    ({ devices, scope }) => devices.has(log.device) && (scope === null || scope === log.scope),
  )
  if (ending.length === 0) return null
  // Whoever lost the role and has it again writes on.
  const hasLeft = !state.devices.has(log.device)
  if (!hasLeft && devicesOf(state, log.scope).has(log.device)) return null
  const key = logKey(log)
  const ends = ending.map(({ cutOffs }) => {
    const cut = cutOffs.find((each) => logKey(each) === key)
    return { seq: cut?.seq ?? 0, id: cut?.id ?? null }
  })
  const [lowest] = ends.sort((a, b) => a.seq - b.seq || ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
  const learntBy = ending.map(({ entry }) => entry).sort()
  return { seq: lowest?.seq ?? 0, id: lowest?.id ?? null, learntBy }
}

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
