import type { EnvelopeId } from '#shared/ids.ts'
import type { StoredEnvelope, Vector } from '../log/index.ts'

/**
 * Own writing that is stored but may not go over a link yet, because new keys are owed. What goes
 * to the relay is read from the log, and waits there.
 */
export interface HeldBack {
  add(stored: StoredEnvelope): void
  has(id: EnvelopeId): boolean
  /** A vector that says nothing of what is held back. */
  without(vector: Vector): Vector
  /** Everything held back, in order; it is held back no longer. */
  release(): readonly StoredEnvelope[]
}

/** Holds back in memory; when a forum is opened in debt, what no relay has goes in again. */
export function createHeldBack(): HeldBack {
  const held = new Map<EnvelopeId, StoredEnvelope>()
  return {
    add: (stored) => held.set(stored.id, stored),
    has: (id) => held.has(id),
    without(vector) {
      if (held.size === 0) return vector
      return vector.map((entry) => {
        const { log } = entry
        let { seq } = entry
        for (const one of held.values())
          if (one.log.incarnation === log.incarnation && one.log.document === log.document)
            seq = Math.min(seq, one.seq - 1)
        return { log, seq }
      })
    },
    release() {
      const all = [...held.values()]
      held.clear()
      return all
    },
  }
}
