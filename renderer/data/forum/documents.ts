import {
  derivedClientId,
  type EpochKeys,
  joinSnapshot,
  type OpenedEnvelope,
  openEnvelope,
  readSnapshotPart,
  type SnapshotPart,
  type Sodium,
} from '#crypto'
import type { DeviceId, EpochId, IncarnationId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { openSharedDocument, type SharedDocument } from '../docs/index.ts'
import type { SealedLog, StoredEnvelope } from '../log/index.ts'
import { type DocumentName, documentNames, forumScope, snapshotLog } from './names.ts'
import { decodeSnapshot } from './snapshotFormat.ts'

/** What opening the documents needs. */
export interface DocumentSources {
  readonly sodium: Sodium
  readonly log: SealedLog
  readonly keys: () => readonly EpochKeys[]
  readonly signingKey: (device: DeviceId) => Result<Uint8Array>
  readonly device: DeviceId
  readonly incarnation: IncarnationId
  /** The epoch this device came with, if not the first: what lies before it came as snapshots. */
  readonly cameWith: EpochId | null
  /** Own writing, gathered; goes out by the one door. */
  readonly onUpdate: (document: DocumentName, update: Uint8Array) => void
}

/** The forum's Yjs documents, loaded from the log. */
export type Documents = ReadonlyMap<DocumentName, SharedDocument>

/** Opens every document: the local snapshot first, then what came after it, in one step. */
export async function openDocuments(sources: DocumentSources): Promise<Documents> {
  const opened = new Map<DocumentName, SharedDocument>()
  for (const name of documentNames) {
    const shared = openSharedDocument({
      name,
      clientId: derivedClientId(sources.sodium, sources.device, sources.incarnation, name),
      onUpdate: (update) => sources.onUpdate(name, update),
    })
    await load(sources, name, shared)
    opened.set(name, shared)
  }
  return opened
}

async function load(
  sources: DocumentSources,
  name: DocumentName,
  shared: SharedDocument,
): Promise<void> {
  const { log } = sources
  const snapshot = await log.loadSnapshot(forumScope, name)
  // A damaged snapshot is in the log's own list of damage; the whole log stands in for it.
  const loaded = snapshot.ok && snapshot.value !== null ? snapshot.value : null
  const usable = loaded !== null && shared.loadSnapshot(loaded.state).ok
  const { cameWith } = sources
  if (cameWith !== null) await loadReceivedSnapshots(sources, name, shared, [cameWith])
  const updates: Uint8Array[] = []
  for await (const stored of log.document(forumScope, name, usable ? loaded.covers : [])) {
    const opened = reopen(sources, stored)
    if (opened?.header.kind === 'update') updates.push(opened.payload)
  }
  shared.applyAll(updates)
  // Something still waits for text under keys that this device never had: then all snapshots count.
  if (cameWith !== null && shared.isWaiting()) {
    const all = sources.keys().map(({ epochId }) => epochId)
    await loadReceivedSnapshots(sources, name, shared, all)
  }
}

/** What came as snapshots when this device was let in, from the log that holds them. */
async function loadReceivedSnapshots(
  sources: DocumentSources,
  name: DocumentName,
  shared: SharedDocument,
  epochs: readonly EpochId[],
): Promise<void> {
  const parts = new Map<string, SnapshotPart[]>()
  for (const epochId of epochs) {
    for await (const stored of sources.log.document(forumScope, snapshotLog(name, epochId))) {
      const opened = reopen(sources, stored)
      const part = opened === null ? null : readSnapshotPart(opened.payload)
      if (!part?.ok) continue
      const { whole } = part.value
      parts.set(whole, [...(parts.get(whole) ?? []), part.value])
    }
  }
  for (const complete of parts.values()) {
    const joined = joinSnapshot(sources.sodium, complete)
    const snapshot = joined.ok ? decodeSnapshot(joined.value) : joined
    if (snapshot.ok) shared.loadSnapshot(snapshot.value.state)
  }
}

/** What was stored came through the door once; only a lost key can keep it closed now. */
function reopen(sources: DocumentSources, stored: StoredEnvelope): OpenedEnvelope | null {
  const opened = openEnvelope(
    sources.sodium,
    sources.keys(),
    (device) => sources.signingKey(device),
    stored.bytes,
  )
  return opened.ok ? opened.value : null
}

/** Keeps a document's state on this computer, so that it opens quickly. */
export async function keepLocalSnapshot(
  log: SealedLog,
  name: DocumentName,
  shared: SharedDocument,
): Promise<Result<void>> {
  const covers = log.heads(forumScope, name).map((head) => ({ log: head.log, seq: head.seq }))
  return log.saveSnapshot(forumScope, name, { state: shared.encodeSnapshot(), covers })
}
