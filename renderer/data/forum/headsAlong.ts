import { type ForumState, headsDescend, type OpenedEnvelope } from '#crypto'
import type { EntryId } from '#shared/ids.ts'

/** Watches that the chain heads named along a log only go forward. */
export interface HeadsAlong {
  /** False when an earlier envelope of this log already knew what this one claims not to know. */
  goOn(opened: OpenedEnvelope): boolean
}

interface Furthest {
  readonly seq: number
  readonly heads: readonly EntryId[]
}

const mostLogs = 4_096

/**
 * Whoever lost the right to write could otherwise go on by naming heads from before. Remembers the
 * furthest heads of each log that came in this run; answers at once, so that envelopes handed in
 * together keep their order.
 */
export function createHeadsAlong(state: () => ForumState): HeadsAlong {
  const furthest = new Map<string, Furthest>()
  return {
    goOn({ header }) {
      const place = `${header.document} ${header.device} ${header.incarnation}`
      const before = furthest.get(place)
      const { seq, chainHeads: heads } = header
      if (before !== undefined && seq <= before.seq) return true
      if (before !== undefined && !headsDescend(state(), heads, before.heads)) return false
      furthest.set(place, { seq, heads })
      // Whoever makes up logs without end must not fill memory; the oldest is looked at the least.
      const [oldest] = furthest.keys()
      if (furthest.size > mostLogs && oldest !== undefined) furthest.delete(oldest)
      return true
    },
  }
}
