import type { Result } from '#shared/result.ts'
import type { SharedDocument } from '../docs/index.ts'
import type { SealedLog } from '../log/index.ts'
import type { DocumentSources } from './documentSources.ts'
import { loadDocument } from './loadDocument.ts'
import { type DocumentName, documentNames, forumScope } from './names.ts'

/** The forum's Yjs documents, loaded from the log. */
export type Documents = ReadonlyMap<DocumentName, SharedDocument>

/** Opens every document. */
export async function openDocuments(sources: DocumentSources): Promise<Documents> {
  const opened = new Map<DocumentName, SharedDocument>()
  for (const name of documentNames) opened.set(name, await loadDocument(sources, name))
  return opened
}

/** Keeps a document's state on this computer, so that it opens quickly; only in a quiet moment. */
export async function keepLocalSnapshot(
  log: SealedLog,
  name: DocumentName,
  shared: SharedDocument,
): Promise<Result<void>> {
  const covers = log.heads(forumScope, name).map((head) => ({ log: head.log, seq: head.seq }))
  return log.saveSnapshot(forumScope, name, { state: shared.encodeSnapshot(), covers })
}
