import type { EnvelopeId } from '#shared/ids.ts'
import type { StoredEnvelope } from '../log/index.ts'

/** Own writing that is stored but may not leave yet, because new keys are owed. */
export interface HeldBack {
  add(stored: StoredEnvelope): void
  has(id: EnvelopeId): boolean
  /** Everything held back, in order; it is held back no longer. */
  release(): readonly StoredEnvelope[]
}

/** Holds back in memory; after a restart the debt is in the chain again, and so is the holding. */
export function createHeldBack(): HeldBack {
  const held = new Map<EnvelopeId, StoredEnvelope>()
  return {
    add: (stored) => held.set(stored.id, stored),
    has: (id) => held.has(id),
    release() {
      const all = [...held.values()]
      held.clear()
      return all
    },
  }
}
