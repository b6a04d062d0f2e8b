import {
  joinSnapshot,
  type OpenedEnvelope,
  readSnapshotPart,
  type SnapshotPart,
  type Sodium,
  splitSnapshot,
} from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { SealedLog, StoredEnvelope } from '../log/index.ts'
import type { Documents } from './documents.ts'
import {
  type DocumentName,
  documentNames,
  forumScope,
  snapshotFormat,
  snapshotLog,
  snapshotOf,
} from './names.ts'
import { type Cover, decodeSnapshot, encodeSnapshot, type Snapshot } from './snapshotFormat.ts'
import type { Writer } from './writer.ts'

/** What the snapshots need. */
export interface SnapshotSources {
  readonly sodium: Sodium
  readonly log: SealedLog
  readonly device: DeviceId
  readonly documents: () => Documents
  readonly writer: Writer
  readonly currentEpoch: () => EpochId
  /** True when this device came after the beginning, so that some history is closed to it. */
  readonly cameLater: () => boolean
  /** A snapshot was taken in: what waited for it may fit now. */
  readonly onTaken: () => void
  readonly onWritten: (stored: StoredEnvelope) => void
}

/**
 * Snapshots for newcomers: who lets somebody in writes every document's state under the new keys.
 * Who wrote under older keys what no such snapshot covers adds one as soon as they find out, so
 * that nothing written while away is closed to the newcomer. See docs/decisions/0004.
 */
export interface Snapshots {
  /** Writes a snapshot of every document under the current keys. */
  writeAll(): Promise<Result<null>>
  /** A part arrived and is stored; a newcomer takes the whole in. */
  arrived(opened: OpenedEnvelope): Promise<void>
  /** Writes what is missing: own writing under older keys that no snapshot of this epoch covers. */
  bridge(): Promise<Result<null>>
}

/** Builds the snapshots of one open forum. */
export function createSnapshots(sources: SnapshotSources): Snapshots {
  const { sodium, log } = sources
  const parts = new Map<string, SnapshotPart[]>()
  const covered = new Map<string, number>()

  const place = (document: DocumentName, cover: Cover) =>
    `${sources.currentEpoch()} ${document} ${cover.device} ${cover.incarnation}`

  function noteCovers(document: DocumentName, snapshot: Snapshot): void {
    for (const cover of snapshot.covers) {
      const key = place(document, cover)
      covered.set(key, Math.max(covered.get(key) ?? 0, cover.seq))
    }
  }

  async function write(document: DocumentName): Promise<Result<null>> {
    const shared = sources.documents().get(document)
    if (shared === undefined) return fail('not-found', document)
    const covers = log.heads(forumScope, document).map((head) => ({
      device: head.log.device,
      incarnation: head.log.incarnation,
      seq: head.seq,
      id: head.id,
    }))
    const snapshot = { covers, state: shared.encodeSnapshot() }
    const payloads = splitSnapshot(sodium, encodeSnapshot(snapshot))
    if (!payloads.ok) return payloads
    const name = snapshotLog(document, sources.currentEpoch())
    for (const payload of payloads.value) {
      const stored = await sources.writer.write('snapshot', name, snapshotFormat, payload)
      if (!stored.ok) return stored
      sources.onWritten(stored.value)
    }
    noteCovers(document, snapshot)
    return ok(null)
  }

  async function take(document: DocumentName, snapshot: Snapshot): Promise<void> {
    const shared = sources.documents().get(document)
    if (shared === undefined || !shared.loadSnapshot(snapshot.state).ok) return
    const held = new Map(
      log
        .heads(forumScope, document)
        .map((head) => [`${head.log.device} ${head.log.incarnation}`, head.seq]),
    )
    for (const { device, incarnation, seq, id } of snapshot.covers) {
      if ((held.get(`${device} ${incarnation}`) ?? 0) >= seq) continue
      await log.setBase({ scope: forumScope, document, device, incarnation }, seq, id)
    }
    sources.onTaken()
  }

  return {
    async writeAll() {
      for (const document of documentNames) {
        const written = await write(document)
        if (!written.ok) return written
      }
      return ok(null)
    },
    async arrived({ header, payload }) {
      const document = snapshotOf(header.document, header.epochId)
      const part = readSnapshotPart(payload)
      if (document === null || header.format !== snapshotFormat || !part.ok) return
      const key = `${header.device} ${header.document} ${part.value.whole}`
      const have = [...(parts.get(key) ?? []), part.value]
      parts.set(key, have)
      if (have.length < part.value.count) return
      parts.delete(key)
      const joined = joinSnapshot(sodium, have)
      const snapshot = joined.ok ? decodeSnapshot(joined.value) : joined
      if (!snapshot.ok) return
      if (header.epochId === sources.currentEpoch()) noteCovers(document, snapshot.value)
      if (sources.cameLater()) await take(document, snapshot.value)
    },
    async bridge() {
      for (const document of documentNames) {
        const uncovered = log.heads(forumScope, document).some(({ log: name, seq, id }) => {
          const cover = { device: name.device, incarnation: name.incarnation, seq, id }
          return name.device === sources.device && (covered.get(place(document, cover)) ?? 0) < seq
        })
        if (!uncovered) continue
        const written = await write(document)
        if (!written.ok) return written
      }
      return ok(null)
    },
  }
}
