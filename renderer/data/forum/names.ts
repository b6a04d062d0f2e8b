import type { EpochId } from '#shared/ids.ts'

/** The one scope of a forum as far as built; `moderators`, `pair`, `session` and `self` come later. */
export const forumScope = 'forum'

/** The documents that every member shares. */
export const documentNames = ['people', 'agenda', 'parking-lot'] as const

/** The name of a document that every member shares. */
export type DocumentName = (typeof documentNames)[number]

/** The format number of an update: Yjs V1. */
export const updateFormat = 1

/** The format number of a snapshot part. */
export const snapshotFormat = 2

/** Reads a document's name from an envelope; null when it is none of ours. */
export function asDocumentName(name: string): DocumentName | null {
  return documentNames.find((known) => known === name) ?? null
}

/**
 * Snapshots of a document under one epoch are a log of their own, so that somebody who came with
 * that epoch can read it from its beginning.
 */
export function snapshotLog(document: DocumentName, epoch: EpochId): string {
  return `${document}@${epoch}`
}

/** The document whose snapshots a log of that name holds; null when it is no snapshot log. */
export function snapshotOf(log: string, epoch: EpochId): DocumentName | null {
  const [name, of, more] = log.split('@')
  return more === undefined && of === epoch && name !== undefined ? asDocumentName(name) : null
}
