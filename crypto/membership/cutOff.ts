import type { DeviceId, EntryId, EnvelopeId } from '#shared/ids.ts'
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

/** An envelope of another log that names one of the later envelopes in its `deps`. */
export interface Builder {
  readonly device: DeviceId
  /** The scope of both logs. */
  readonly scope: string
  readonly chainHeads: readonly EntryId[]
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
 * Whether an envelope after the end counts all the same: an author who is active now built on it,
 * and did not know of the end by the heads that this author's envelope names. Both hold by the
 * chain alone, so all computers that hold the same envelopes decide alike. `false` also while the
 * builder's heads are not known here: ask again when the chain has caught up.
 */
export function countsBeyondEnd(
  state: ForumState,
  end: LogEnd,
  builders: readonly Builder[],
): boolean {
  return builders.some(({ device, scope, chainHeads }) => {
    const isActive = devicesOf(state, scope).has(device) && !state.suspended.has(device)
    const isKnown = chainHeads.every((head) => state.dag.entry(head) !== undefined)
    const knewOfIt = end.learntBy.some((entry) =>
      chainHeads.some((head) => state.dag.includes(head, entry)),
    )
    return isActive && isKnown && !knewOfIt
  })
}
