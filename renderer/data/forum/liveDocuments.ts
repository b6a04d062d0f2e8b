import type { CountedEnds } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import type { SharedDocument } from '../docs/index.ts'
import type { DocumentName } from './names.ts'

/** The open documents, each of which can be replaced by one that holds something else. */
export interface LiveDocuments {
  readonly all: ReadonlyMap<DocumentName, SharedDocument>
  /** By run, how far a document holds logs that it does not hold to their heads. */
  ends(name: DocumentName): CountedEnds
  setEnds(name: DocumentName, ends: CountedEnds): void
  /** Puts another document in the place of the one there was, which is closed. */
  replace(name: DocumentName, fresh: SharedDocument, ends: CountedEnds): void
  onReplaced(name: DocumentName, listener: () => void): () => void
  /** From now on nothing can be written, also not in what replaces these; null lets it in again. */
  refuseWriting(code: FailureCode | null): void
}

/** Holds documents that were loaded up to these ends. */
export function createLiveDocuments(
  loaded: ReadonlyMap<
    DocumentName,
    { readonly shared: SharedDocument; readonly ends: CountedEnds }
  >,
): LiveDocuments {
  const all = new Map([...loaded].map(([name, { shared }]) => [name, shared]))
  const ends = new Map([...loaded].map(([name, each]) => [name, each.ends]))
  const listeners = new Map([...all.keys()].map((name) => [name, new Set<() => void>()]))
  let refusedWith: FailureCode | null = null

  return {
    all,
    ends: (name) => ends.get(name) ?? new Map<string, number>(),
    setEnds: (name, next) => ends.set(name, next),
    replace(name, fresh, next) {
      const before = all.get(name)
      // Writing on where one's own writing waits would use its places twice; the next start has new ones.
      fresh.refuseWriting(refusedWith ?? (fresh.ownWaits() ? 'update-rejected' : null))
      all.set(name, fresh)
      ends.set(name, next)
      before?.destroy()
      for (const listener of [...(listeners.get(name) ?? [])]) listener()
    },
    onReplaced(name, listener) {
      listeners.get(name)?.add(listener)
      return () => {
        listeners.get(name)?.delete(listener)
      }
    },
    refuseWriting(code) {
      refusedWith = code
      for (const document of all.values()) document.refuseWriting(code)
    },
  }
}
