import { type OpenedEnvelope, readSnapshotPart } from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import type { LogHead, LogName } from '../log/index.ts'
import { coalesce } from './coalesce.ts'
import type { Documents } from './documents.ts'
import type { ScopeMemory } from './scopeMemory.ts'
import { type DocumentName, snapshotPlace } from './names.ts'
import {
  isLoadable,
  readSnapshots,
  type SnapshotReading,
  type StoredSnapshot,
} from './readSnapshots.ts'
import type { Cover } from './snapshotFormat.ts'
import { speaksFor } from './speaksFor.ts'

/** What taking snapshots in needs. */
export interface SnapshotTaking extends SnapshotReading {
  readonly device: DeviceId
  readonly documents: () => Documents
  readonly memory: Pick<ScopeMemory, 'examined' | 'rememberExamined'>
  readonly now: () => number
  /** The epoch that this device came with; null when it was there from the beginning. */
  readonly cameWith: () => EpochId | null
  readonly openerOf: (epoch: EpochId) => DeviceId | undefined
  /** A document holds a snapshot, which is not noted on disk yet. */
  readonly onLoaded: () => void
  /** A snapshot was taken in: what waited for it may fit now. */
  readonly onTaken: () => void
}

/**
 * Takes snapshots in where the originals can never be read here. Those who were there from the
 * beginning take none. Snapshots are read from the log and not from what just came by, so that a
 * crash between two parts, or between taking one in and noting it, only means doing it again.
 */
export interface SnapshotTaker {
  /** A part was stored. */
  arrived(opened: OpenedEnvelope): void
  /** The forum was opened: there may be something from last time. */
  look(): void
  /** Something of this author waits for what came before it. */
  waitsFor(author: DeviceId): void
  stop(): void
}

/** How long originals may take to come before a snapshot of later keys stands in for them. */
const patience = 10_000
const lookAgain = 2_500

export function createSnapshotTaker(sources: SnapshotTaking): SnapshotTaker {
  const { log, memory } = sources
  const seenAt = new Map<string, number>()
  const wanted = new Set<DeviceId>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false

  /** Where a snapshot goes beyond what is held here, as far as its author may say so. */
  function beyond(
    document: DocumentName,
    epoch: EpochId,
    stored: StoredSnapshot,
  ): readonly Cover[] {
    const held = new Map(log.heads(document).map((head) => [runOf(head.log), head.seq]))
    const opener = sources.openerOf(epoch)
    return stored.snapshot.covers.filter(
      (cover) =>
        (held.get(runOf(cover)) ?? 0) < cover.seq && speaksFor(stored.log.device, cover, opener),
    )
  }

  /** The originals come first where they can still come. */
  function isDue(document: DocumentName, epoch: EpochId, place: string, missing: readonly Cover[]) {
    if (epoch === sources.cameWith()) return true
    if (missing.some((cover) => wanted.has(cover.device))) return true
    const others = log.heads(document).filter((head) => head.log.device !== sources.device)
    return others.length === 0 || sources.now() - (seenAt.get(place) ?? sources.now()) >= patience
  }

  /** False when it has to be tried again. */
  async function take(
    document: DocumentName,
    { snapshot }: StoredSnapshot,
    missing: readonly Cover[],
  ): Promise<boolean> {
    const shared = sources.documents().get(document)
    if (shared === undefined || !isLoadable(document, snapshot.state)) return true
    // What Yjs throws on here is not tried again; the document says that it is damaged.
    if (!shared.loadSnapshot(snapshot.state).ok) return true
    sources.onLoaded()
    for (const { device, incarnation, seq, id } of missing) {
      const name = log.nameOf(document, device, incarnation)
      const based = await log.setBase(name, seq, id)
      if (!based.ok && based.failure.code === 'database-failed') return false
      wanted.delete(device)
    }
    sources.onTaken()
    return true
  }

  /** False while something of this log is left for later. */
  async function lookAt({ log: name, seq }: LogHead): Promise<boolean> {
    const at = snapshotPlace(name.document)
    const examined = memory.examined(name)
    if (at === null || seq <= examined) return true
    const place = placeOf(name)
    for await (const stored of readSnapshots(sources, name, examined)) {
      const missing = beyond(at.document, at.epoch, stored)
      if (missing.length > 0) {
        if (!seenAt.has(place)) seenAt.set(place, sources.now())
        if (!isDue(at.document, at.epoch, place, missing)) return false
        if (stopped || !(await take(at.document, stored, missing))) return false
      }
      seenAt.delete(place)
      memory.rememberExamined(name, stored.seq)
    }
    return true
  }

  const lookAll = coalesce(async () => {
    if (stopped || sources.cameWith() === null) return
    let isDone = true
    try {
      for (const head of log.heads()) if (!(await lookAt(head))) isDone = false
    } catch {
      // The database could not be read.
      isDone = false
    }
    if (!isDone && !stopped) timer ??= setTimeout(later, lookAgain)
  })

  function later(): void {
    timer = null
    void lookAll()
  }

  return {
    arrived({ payload }) {
      const part = readSnapshotPart(payload)
      if (part.ok && part.value.index === part.value.count - 1) void lookAll()
    },
    look: () => void lookAll(),
    waitsFor(author) {
      if (wanted.has(author)) return
      wanted.add(author)
      void lookAll()
    },
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function runOf({ device, incarnation }: Pick<LogName, 'device' | 'incarnation'>): string {
  return `${device} ${incarnation}`
}

function placeOf(name: LogName): string {
  return `${name.document} ${runOf(name)}`
}
