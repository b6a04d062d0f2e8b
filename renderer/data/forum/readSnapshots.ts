import {
  joinSnapshot,
  type OpenedEnvelope,
  readSnapshotPart,
  type SnapshotPart,
  type Sodium,
} from '#crypto'
import type { EpochId } from '#shared/ids.ts'
import { openSharedDocument } from '../docs/index.ts'
import type { LogName, StoredEnvelope } from '../log/index.ts'
import { type DocumentName, snapshotFormat, snapshotLog } from './names.ts'
import { decodeSnapshot, type Snapshot } from './snapshotFormat.ts'
import type { ScopeLog } from './scopeLog.ts'

/** What reading stored snapshots needs. */
export interface SnapshotReading {
  readonly sodium: Sodium
  readonly log: ScopeLog
  /** Opens again what came through the door once; null when its key is lost. */
  readonly reopen: (stored: StoredEnvelope) => OpenedEnvelope | null
}

/** A whole snapshot as it lies in the log of its author, up to the place of its last part. */
export interface StoredSnapshot {
  readonly log: LogName
  readonly seq: number
  readonly snapshot: Snapshot
}

/** The logs in which snapshots of a document under an epoch lie, one an author's run. */
export function snapshotLogs(log: ScopeLog, document: DocumentName, epoch: EpochId) {
  return log.heads(snapshotLog(document, epoch))
}

/**
 * Every whole snapshot in one log beyond `after`, in order. An author writes the parts of one after
 * the other, so no more than one is ever put together; a part out of its turn is passed over.
 */
export async function* readSnapshots(
  { sodium, log, reopen }: SnapshotReading,
  name: LogName,
  after: number,
): AsyncGenerator<StoredSnapshot> {
  let parts: SnapshotPart[] = []
  const others = log
    .heads(name.document)
    .map((head) => ({ log: head.log, seq: isSameRun(head.log, name) ? after : head.seq }))
  for await (const stored of log.document(name.document, others)) {
    const opened = isSameRun(stored.log, name) ? reopen(stored) : null
    const isPart = opened?.header.kind === 'snapshot' && opened.header.format === snapshotFormat
    const part = isPart ? readSnapshotPart(opened.payload) : null
    if (!part?.ok) continue
    if (part.value.index === 0) parts = []
    const { whole, index, count } = part.value
    if (index !== parts.length || (parts[0] ?? part.value).whole !== whole) continue
    parts.push(part.value)
    if (parts.length < count) continue
    const joined = joinSnapshot(sodium, parts)
    parts = []
    const snapshot = joined.ok ? decodeSnapshot(joined.value) : joined
    if (snapshot.ok) yield { log: name, seq: stored.seq, snapshot: snapshot.value }
  }
}

/** Whether Yjs takes this state at all: tried on an empty document, since a failure spoils the one it is tried on. */
export function isLoadable(document: DocumentName, state: Uint8Array): boolean {
  const trial = openSharedDocument({ name: document, clientId: 1, onUpdate: () => undefined })
  const loaded = trial.loadSnapshot(state)
  trial.destroy()
  return loaded.ok
}

/** Whether two logs are of the same run of the same device. */
export function isSameRun(a: LogName, b: LogName): boolean {
  return a.device === b.device && a.incarnation === b.incarnation
}
