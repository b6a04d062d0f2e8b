import type { OpenedEnvelope, Sodium } from '#crypto'
import type { DeviceId, EpochId, IncarnationId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import type { DocumentName } from './names.ts'
import type { ScopeLog } from './scopeLog.ts'

/** What opening the documents needs. */
export interface DocumentSources {
  readonly sodium: Sodium
  readonly log: ScopeLog
  /** Opens again what came through the door once. */
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  readonly device: DeviceId
  readonly incarnation: IncarnationId
  /** The epoch this device came with, if not the first: what lies before it came as snapshots. */
  readonly cameWith: () => EpochId | null
  /** Own writing, gathered; goes out by the one door. */
  readonly onUpdate: (document: DocumentName, update: Uint8Array) => void
}
