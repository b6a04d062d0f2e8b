import type { EpochId } from '#shared/ids.ts'

/** All members among themselves. */
export const forumScope = 'forum'

/** Moderators among themselves. */
export const moderatorScope = 'moderators'

/** The documents that every member shares. */
export const forumDocuments = ['people', 'agenda', 'parking-lot'] as const

/** The name of a document that every member shares. */
export type ForumDocument = (typeof forumDocuments)[number]

const otherDocuments = ['notes'] as const

/** The name of a document, in whatever scope. */
export type DocumentName = ForumDocument | (typeof otherDocuments)[number]

/** The documents of a scope. Of every scope but `forum` the same: they differ in who reads them. */
export function documentsOf(scope: string): readonly DocumentName[] {
  return scope === forumScope ? forumDocuments : otherDocuments
}

/** The format number of an update: Yjs V1. */
export const updateFormat = 1

/** The format number of a snapshot part. */
export const snapshotFormat = 2

/** Reads a document's name from an envelope; null when it is none of ours. */
export function asDocumentName(name: string): DocumentName | null {
  return [...forumDocuments, ...otherDocuments].find((known) => known === name) ?? null
}

/**
 * Snapshots of a document under one epoch are a log of their own, so that somebody who came with
 * that epoch can read it from its beginning.
 */
export function snapshotLog(document: DocumentName, epoch: EpochId): string {
  return `${document}@${epoch}`
}

/** Which document's snapshots a log of that name holds, and under which epoch; null for other logs. */
export function snapshotPlace(
  log: string,
): { readonly document: DocumentName; readonly epoch: EpochId } | null {
  const [name, epoch, more] = log.split('@')
  const document = name === undefined ? null : asDocumentName(name)
  if (document === null || epoch === undefined || more !== undefined) return null
  // Only compared with ids of epochs that are held, so that any other text is of no epoch.
  return { document, epoch: epoch as EpochId }
}
