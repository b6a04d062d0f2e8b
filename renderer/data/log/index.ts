export { LogReadError } from './logReadError.ts'
export { openSealedLog } from './openSealedLog.ts'
export type { SealedLogOptions } from './openSealedLog.ts'
export { createRowSeal } from './rowSeal.ts'
export type { RowSeal } from './rowSeal.ts'
export { attempt } from './attempt.ts'
export type { IndexedDatabase } from './database.ts'
export type {
  Damage,
  ForkEvidence,
  HeldEnvelope,
  LocalSnapshot,
  LogHead,
  LogMarker,
  LogName,
  MadeEnvelope,
  QuarantinedEnvelope,
  ReceivedEnvelope,
  SealedLog,
  StoredEntry,
  StoredEnvelope,
  Vector,
  VectorEntry,
} from './types.ts'
