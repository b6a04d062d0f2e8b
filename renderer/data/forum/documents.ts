import { type CountedEnds, runOf } from '#crypto'
import type { Result } from '#shared/result.ts'
import type { SharedDocument } from '../docs/index.ts'
import type { DocumentSources } from './documentSources.ts'
import { loadDocument } from './loadDocument.ts'
import { createLiveDocuments, type LiveDocuments } from './liveDocuments.ts'
import { type DocumentName, documentsOf } from './names.ts'
import type { ScopeLog } from './scopeLog.ts'

/** The forum's Yjs documents, loaded from the log. */
export type Documents = ReadonlyMap<DocumentName, SharedDocument>

/** Opens every document, each up to the ends that hold for it. */
export async function openDocuments(
  sources: DocumentSources,
  endsOf: (name: DocumentName) => Promise<CountedEnds>,
): Promise<LiveDocuments> {
  const opened = new Map<DocumentName, { shared: SharedDocument; ends: CountedEnds }>()
  for (const name of documentsOf(sources.log.scope)) {
    const ends = await endsOf(name)
    opened.set(name, { shared: await loadDocument(sources, name, ends), ends })
  }
  return createLiveDocuments(opened)
}

/**
 * Keeps a document's state on this computer, so that it opens quickly; only in a quiet moment. What
 * it covers says exactly how far it holds each log, so that it is not used where less counts later.
 */
export async function keepLocalSnapshot(
  log: ScopeLog,
  name: DocumentName,
  shared: SharedDocument,
  ends: CountedEnds,
): Promise<Result<void>> {
  const covers = log.heads(name).map((head) => ({
    log: head.log,
    seq: Math.min(head.seq, ends.get(runOf(head.log)) ?? head.seq),
  }))
  return log.saveSnapshot(name, { state: shared.encodeSnapshot(), covers })
}
