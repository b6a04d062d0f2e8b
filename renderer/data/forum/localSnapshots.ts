import type { CountedEnds } from '#crypto'
import type { Failure } from '#shared/result.ts'
import type { SharedDocument } from '../docs/index.ts'
import { type Documents, keepLocalSnapshot } from './documents.ts'
import type { DocumentName } from './names.ts'
import type { ScopeLog } from './scopeLog.ts'

/** Keeps every document's state on this computer from time to time, so that the forum opens quickly. */
export interface LocalSnapshots {
  /** So many updates were applied. */
  count(document: SharedDocument, applied: number): void
  /** Each document is due at the next occasion: what it holds came otherwise than by updates. */
  due(): void
  /** Called now and then: keeps what is due, if nothing is on its way and no flood is coming in. */
  keepDue(): void
  /** Keeps everything; for closing. */
  keepAll(): Promise<void>
}

const updatesPerSnapshot = 300
/** More than all members type between two calls of `keepDue`: somebody is catching up. */
const flood = 200
/** A flood through a slow computer has pauses: after it so many calls pass without one. */
const calmEnough = 2

/**
 * A state may be kept only while nothing is between the log and the documents, so that it holds all
 * that the log's heads say and nothing that the log does not. `isQuiet` tells. A document in which
 * an update threw half-way is never kept: at the next start it is put together anew.
 */
export function createLocalSnapshots(
  log: ScopeLog,
  documents: () => Documents,
  ends: (name: DocumentName) => CountedEnds,
  isQuiet: () => boolean,
  onFailure: (failure: Failure) => void,
): LocalSnapshots {
  const applied = new WeakMap<SharedDocument, number>()
  const before = new WeakMap<SharedDocument, number>()
  const calmFor = new WeakMap<SharedDocument, number>()

  async function keep(name: DocumentName, document: SharedDocument): Promise<void> {
    if (!isQuiet() || document.status.read().damaged) return
    applied.set(document, 0)
    const kept = await keepLocalSnapshot(log, name, document, ends(name))
    if (!kept.ok) onFailure(kept.failure)
  }

  return {
    count: (document, count) => applied.set(document, (applied.get(document) ?? 0) + count),
    due() {
      for (const document of documents().values()) applied.set(document, updatesPerSnapshot)
    },
    keepDue() {
      for (const [name, document] of documents()) {
        const count = applied.get(document) ?? 0
        const isFlooded = count - (before.get(document) ?? 0) > flood
        before.set(document, count)
        const calm = isFlooded ? 0 : (calmFor.get(document) ?? calmEnough) + 1
        calmFor.set(document, calm)
        // Keeping costs as much as the whole document is large; in a flood each would be in vain.
        if (count >= updatesPerSnapshot && calm > calmEnough) void keep(name, document)
      }
    },
    async keepAll() {
      for (const [name, document] of documents()) await keep(name, document)
    },
  }
}
