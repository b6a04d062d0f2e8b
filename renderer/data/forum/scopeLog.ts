import type { DeviceId, IncarnationId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import type {
  LocalSnapshot,
  LogHead,
  LogName,
  SealedLog,
  StoredEnvelope,
  Vector,
} from '../log/index.ts'

/** The part of the log that is of one scope. Whoever has this cannot read or write another one. */
export interface ScopeLog extends Pick<
  SealedLog,
  'append' | 'receive' | 'setBase' | 'markInert' | 'quarantine'
> {
  readonly scope: string
  nameOf(document: string, device: DeviceId, incarnation: IncarnationId): LogName
  heads(document?: string): readonly LogHead[]
  vector(): Promise<Vector>
  read(after: Vector, limitBytes: number): Promise<readonly StoredEnvelope[]>
  document(document: string, after?: Vector): AsyncIterable<StoredEnvelope>
  saveSnapshot(document: string, snapshot: LocalSnapshot): Promise<Result<void>>
  loadSnapshot(document: string): Promise<Result<LocalSnapshot | null>>
}

/** Looks at one scope of a log. */
export function scopeLog(log: SealedLog, scope: string): ScopeLog {
  return {
    scope,
    append: log.append,
    receive: log.receive,
    setBase: log.setBase,
    markInert: log.markInert,
    quarantine: log.quarantine,
    nameOf: (document, device, incarnation) => ({ scope, document, device, incarnation }),
    heads: (document) => log.heads(scope, document),
    vector: () => log.vector(scope),
    read: (after, limitBytes) => log.read(scope, after, limitBytes),
    document: (document, after) => log.document(scope, document, after),
    saveSnapshot: (document, snapshot) => log.saveSnapshot(scope, document, snapshot),
    loadSnapshot: (document) => log.loadSnapshot(scope, document),
  }
}
