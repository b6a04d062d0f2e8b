import { paddedLength } from '../padding.ts'
import type { EnvelopeKind } from './types.ts'

/** The largest payload of each kind in bytes. */
export const payloadLimits: Readonly<Record<EnvelopeKind, number>> = {
  update: 256 * 1024,
  snapshot: 16 * 1024 * 1024,
  presence: 4 * 1024,
  entry: 64 * 1024,
  private: 32 * 1024,
}

export const maxScopeBytes = 96
export const maxDocumentBytes = 128
export const maxFormat = 65_535
/** Heads of the chain, and envelopes of other logs, that one header may name. */
export const maxReferences = 16
/** Header and signature are below this whatever the header holds. */
const maxOverhead = 2048

/** No envelope is longer than this: refused before anything is computed. */
export const maxEnvelopeBytes = 4096 + paddedLength(payloadLimits.snapshot + maxOverhead)
