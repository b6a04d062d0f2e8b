import type { Doc } from 'yjs'

/** What this version of the app writes. A document with a higher number is opened read-only. */
export const schemaVersion = 1

const formatRoot = 'format'
const versionKey = 'schemaVersion'

/** 0 for a document nobody has written yet, or with rubbish where the number should be. */
export function readSchemaVersion(doc: Doc): number {
  const value: unknown = doc.getMap(formatRoot).get(versionKey)
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0
}

/** Call inside own writing, so that it travels with the first edit and cannot be undone apart from it. */
export function stampSchemaVersion(doc: Doc): void {
  if (readSchemaVersion(doc) < schemaVersion) doc.getMap(formatRoot).set(versionKey, schemaVersion)
}
