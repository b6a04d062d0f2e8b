import type { Place } from './place.ts'
import { encodeName } from './rowCodec.ts'
import type { RowSeal } from './rowSeal.ts'
import type { LogHead, LogName, Vector } from './types.ts'

/** Where a log lies: the opaque names of its document and of itself. */
export interface LogKeys {
  readonly document: string
  readonly log: string
}

/** What is known of a log without reading its envelopes. */
export interface LogState extends LogKeys {
  readonly name: LogName
  readonly head: Place
  /** What an accepted snapshot covers; rows up to here may be absent. */
  readonly base: Place | null
}

/** All logs of a database in memory: the vector. Changed only after a commit. */
export interface LogIndex {
  keysOf(name: LogName): LogKeys
  documentKey(scope: string, document: string): string
  get(log: string): LogState | undefined
  set(state: LogState): void
  /** The log is gone from the disk. */
  remove(log: string): void
  /** States of a scope, or of one document of it, in the order in which they became known. */
  states(scope: string, document?: string): readonly LogState[]
  heads(scope: string, document?: string): readonly LogHead[]
  /** Remembers that a row is missing or cannot be opened. */
  lose(log: string, seq: number): void
  /** A lost row has been stored anew. */
  mend(log: string, seq: number): void
  isLost(log: string, seq: number): boolean
  lostBeyond(log: string, seq: number): boolean
  /** Up to where a log is held without holes. */
  contiguous(state: LogState): number
  /** A lookup of a vector by log. */
  heldBy(vector: Vector): (log: string) => number
}

/** An empty index whose opaque names come from `seal`. */
export function createLogIndex(seal: RowSeal): LogIndex {
  const states = new Map<string, LogState>()
  const lost = new Map<string, Set<number>>()
  const keys = new Map<string, LogKeys>()
  const documents = new Map<string, string>()

  function documentKey(scope: string, document: string): string {
    const plain = JSON.stringify([scope, document])
    let key = documents.get(plain)
    if (key === undefined) {
      key = seal.opaque('document', encodeName({ scope, document }))
      documents.set(plain, key)
    }
    return key
  }

  function keysOf(name: LogName): LogKeys {
    // Ids have fixed lengths, so no two names make one text.
    const { scope, document, device, incarnation } = name
    const plain = `${device}${incarnation}${scope.length} ${scope}${document}`
    let found = keys.get(plain)
    if (found === undefined) {
      found = {
        document: documentKey(scope, document),
        log: seal.opaque('log', encodeName(name)),
      }
      keys.set(plain, found)
    }
    return found
  }

  function ofScope(scope: string, document?: string): LogState[] {
    const found: LogState[] = []
    for (const state of states.values()) {
      if (state.name.scope !== scope) continue
      if (document === undefined || state.name.document === document) found.push(state)
    }
    return found
  }

  return {
    keysOf,
    documentKey,
    get: (log) => states.get(log),
    set(state) {
      states.set(state.log, state)
    },
    remove(log) {
      states.delete(log)
      lost.delete(log)
    },
    states: ofScope,
    heads: (scope, document) =>
      ofScope(scope, document).map(({ name, head }) => ({ log: name, seq: head.seq, id: head.id })),
    lose(log, seq) {
      const places = lost.get(log)
      if (places === undefined) lost.set(log, new Set([seq]))
      else places.add(seq)
    },
    mend(log, seq) {
      lost.get(log)?.delete(seq)
    },
    isLost: (log, seq) => lost.get(log)?.has(seq) ?? false,
    lostBeyond(log, seq) {
      for (const place of lost.get(log) ?? []) if (place > seq) return true
      return false
    },
    contiguous(state) {
      const covered = state.base?.seq ?? 0
      let upTo = state.head.seq
      for (const place of lost.get(state.log) ?? []) {
        if (place > covered) upTo = Math.min(upTo, place - 1)
      }
      return upTo
    },
    heldBy(vector) {
      const held = new Map<string, number>()
      for (const entry of vector) held.set(keysOf(entry.log).log, entry.seq)
      return (log) => held.get(log) ?? 0
    },
  }
}
