import {
  type CountedEnds,
  type EnvelopeHeader,
  type EnvelopeKind,
  type EpochKeys,
  runOf,
  sealEnvelope,
  type Sodium,
} from '#crypto'
import type { DeviceId, EntryId, EnvelopeId, EpochId, ForumId, IncarnationId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { StoredEnvelope } from '../log/index.ts'
import { asDocumentName, type DocumentName, snapshotPlace } from './names.ts'
import type { ScopeLog } from './scopeLog.ts'

/** Who writes, and with what. */
export interface WriterSources {
  readonly sodium: Sodium
  readonly log: ScopeLog
  readonly forum: ForumId
  readonly device: DeviceId
  readonly incarnation: IncarnationId
  readonly signingSecret: Uint8Array
  /** The keys that are written with now; null before the scope's first. */
  readonly current: () => EpochKeys | null
  /** Makes the scope's first keys; null when there are some, so that typing waits for nothing. */
  readonly prepare: () => Promise<Result<null>> | null
  /** The heads of the chain that one may be said to know: see `counting.ts`. */
  readonly heads: () => readonly EntryId[]
  /** Logs that a document does not hold to their heads, by run. */
  readonly ends: (document: DocumentName) => CountedEnds
  /** The newest envelope of each other log that was named already, in this run or an earlier one. */
  readonly named: NamedEnvelopes
}

/** Remembers what was named; losing it means to name it once more. */
export interface NamedEnvelopes {
  get(place: string): EnvelopeId | undefined
  set(place: string, id: EnvelopeId): void
}

/** What an envelope is sealed with, and the heads by which its reader finds the author's key. */
export interface Sealing {
  readonly keys: EpochKeys
  readonly heads: readonly EntryId[]
}

/** The one door out. */
export interface Writer {
  /**
   * Seals and stores; resolves once it is on disk, and only then may it be sent. With `under` it
   * fails as 'epoch-mismatch' when other keys have become current meanwhile. The first one in a scope
   * makes its keys.
   */
  write(
    kind: EnvelopeKind,
    document: string,
    format: number,
    payload: Uint8Array,
    under?: EpochId,
  ): Promise<Result<StoredEnvelope>>
  /** Seals what is never stored: presence, or entries on their way. */
  seal(
    kind: EnvelopeKind,
    document: string,
    format: number,
    seq: number,
    payload: Uint8Array,
    sealing?: Sealing,
  ): Result<Uint8Array>
}

const mostHeads = 16
const mostDeps = 16

/** Opens the one door out: sequence and envelope are stored in one transaction before anything is sent. */
export function createWriter(sources: WriterSources): Writer {
  const { sodium, log, named } = sources

  function now(): Result<Sealing> {
    const keys = sources.current()
    return keys === null ? fail('epoch-unknown') : ok({ keys, heads: sources.heads() })
  }

  function header(
    kind: EnvelopeKind,
    document: string,
    format: number,
    { keys, heads }: Sealing,
  ): EnvelopeHeader {
    return {
      kind,
      format,
      forum: sources.forum,
      scope: keys.scope,
      document,
      epochId: keys.epochId,
      device: sources.device,
      incarnation: sources.incarnation,
      seq: 1,
      prev: null,
      chainHeads: heads.slice(0, mostHeads),
      deps: [],
    }
  }

  /**
   * The newest envelopes of others in this document that no earlier one of ours has named, and that
   * the document holds. A snapshot names those of its document: it builds on them as an update does.
   */
  function depsOf(written: string): ReadonlyMap<string, EnvelopeId> {
    const deps = new Map<string, EnvelopeId>()
    const document = asDocumentName(written) ?? snapshotPlace(written)?.document ?? null
    const ends = document === null ? null : sources.ends(document)
    if (document === null || ends === null) return deps
    for (const { log: name, id } of log.heads(document)) {
      const own = name.device === sources.device && name.incarnation === sources.incarnation
      const place = `${document} ${name.device} ${name.incarnation}`
      if (own || named.get(place) === id || ends.has(runOf(name))) continue
      deps.set(place, id)
      if (deps.size === mostDeps) break
    }
    return deps
  }

  return {
    async write(kind, document, format, payload, under) {
      const preparing = sources.prepare()
      const prepared = preparing === null ? ok(null) : await preparing
      if (!prepared.ok) return prepared
      const deps = depsOf(document)
      const name = log.nameOf(document, sources.device, sources.incarnation)
      const stored = await log.append(name, (seq, prev) => {
        const sealing = now()
        if (!sealing.ok) return sealing
        const { keys } = sealing.value
        const { epochId } = keys
        if (under !== undefined && under !== epochId) return fail('epoch-mismatch')
        const complete = {
          ...header(kind, document, format, sealing.value),
          seq,
          prev,
          deps: [...deps.values()],
        }
        const sealed = sealEnvelope(sodium, keys, sources.signingSecret, complete, payload)
        return sealed.ok ? ok({ ...sealed.value, epochId, kind }) : sealed
      })
      if (stored.ok) for (const [place, id] of deps) named.set(place, id)
      return stored
    },
    seal(kind, document, format, seq, payload, sealing) {
      const under = sealing === undefined ? now() : ok(sealing)
      if (!under.ok) return under
      const complete = { ...header(kind, document, format, under.value), seq }
      const { keys } = under.value
      const sealed = sealEnvelope(sodium, keys, sources.signingSecret, complete, payload)
      return sealed.ok ? ok(sealed.value.bytes) : sealed
    },
  }
}
