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
import type { LogName, SealedLog, StoredEnvelope } from '../log/index.ts'
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
  /** The epoch that this device came with; null when it was there from the beginning. */
  readonly cameWith: () => EpochId | null
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
  /** A part arrived and is stored; a newcomer takes the whole in when they need it. */
  arrived(opened: OpenedEnvelope): Promise<void>
  /** Something of this author waits for what only a snapshot can give. */
  waitsFor(author: DeviceId): Promise<void>
  /**
   * Writes what is missing: own writing under older keys that no snapshot of this epoch covers.
   * Answers how far each own log was covered, so that the originals can be posted once more.
   */
  bridge(): Promise<Result<readonly { readonly log: LogName; readonly seq: number }[]>>
}

interface Waiting {
  readonly document: DocumentName
  readonly snapshot: Snapshot
}

/** Builds the snapshots of one open forum. */
export function createSnapshots(sources: SnapshotSources): Snapshots {
  const { sodium, log } = sources
  const parts = new Map<string, SnapshotPart[]>()
  const covered = new Map<string, number>()
  const untaken: Waiting[] = []
  const wanted = new Set<DeviceId>()

  const place = (document: DocumentName, cover: Pick<Cover, 'device' | 'incarnation'>) =>
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

  /** What of a snapshot goes beyond what is held here. */
  function beyond({ document, snapshot }: Waiting): readonly Cover[] {
    const held = new Map(
      log
        .heads(forumScope, document)
        .map((head) => [`${head.log.device} ${head.log.incarnation}`, head.seq]),
    )
    return snapshot.covers.filter(
      (cover) => (held.get(`${cover.device} ${cover.incarnation}`) ?? 0) < cover.seq,
    )
  }

  async function take(waiting: Waiting): Promise<void> {
    const { document, snapshot } = waiting
    const missing = beyond(waiting)
    const shared = sources.documents().get(document)
    if (shared === undefined || !shared.loadSnapshot(snapshot.state).ok) return
    for (const { device, incarnation, seq, id } of missing)
      await log.setBase({ scope: forumScope, document, device, incarnation }, seq, id)
    sources.onTaken()
  }

  /** Those who were here before read the originals; a snapshot is for what they can never open. */
  async function takeWanted(): Promise<void> {
    for (const waiting of [...untaken]) {
      const missing = beyond(waiting)
      const needed = missing.some((cover) => wanted.has(cover.device))
      if (missing.length > 0 && !needed) continue
      untaken.splice(untaken.indexOf(waiting), 1)
      if (needed) await take(waiting)
    }
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
      const waiting = { document, snapshot: snapshot.value }
      const cameWith = sources.cameWith()
      if (cameWith === null) return
      if (header.epochId === cameWith) return take(waiting)
      untaken.push(waiting)
      await takeWanted()
    },
    async waitsFor(author) {
      wanted.add(author)
      await takeWanted()
    },
    async bridge() {
      const uncovered: { log: LogName; seq: number }[] = []
      for (const document of documentNames) {
        const own = log
          .heads(forumScope, document)
          .filter((head) => head.log.device === sources.device)
          .map((head) => ({ head, seq: covered.get(place(document, head.log)) ?? 0 }))
          .filter(({ head, seq }) => seq < head.seq)
        if (own.length === 0) continue
        uncovered.push(...own.map(({ head, seq }) => ({ log: head.log, seq })))
        const written = await write(document)
        if (!written.ok) return written
      }
      return ok(uncovered)
    },
  }
}
