import {
  type EnvelopeHeader,
  type EnvelopeKind,
  type EpochKeys,
  sealEnvelope,
  type Sodium,
} from '#crypto'
import type { DeviceId, EntryId, EnvelopeId, ForumId, IncarnationId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import type { SealedLog, StoredEnvelope } from '../log/index.ts'
import { forumScope } from './names.ts'

/** Who writes, and with what. */
export interface WriterSources {
  readonly sodium: Sodium
  readonly log: SealedLog
  readonly forum: ForumId
  readonly device: DeviceId
  readonly incarnation: IncarnationId
  readonly signingSecret: Uint8Array
  /** The keys that are written with now. */
  readonly current: () => EpochKeys
  readonly heads: () => readonly EntryId[]
}

/** The one door out. */
export interface Writer {
  /** Seals and stores; resolves once it is on disk, and only then may it be sent. */
  write(
    kind: EnvelopeKind,
    document: string,
    format: number,
    payload: Uint8Array,
  ): Promise<Result<StoredEnvelope>>
  /** Seals what is never stored: presence, or entries on their way. */
  seal(
    kind: EnvelopeKind,
    document: string,
    format: number,
    seq: number,
    payload: Uint8Array,
  ): Result<Uint8Array>
}

const mostHeads = 16
const mostDeps = 16

/** Opens the one door out: sequence and envelope are stored in one transaction before anything is sent. */
export function createWriter(sources: WriterSources): Writer {
  const { sodium, log } = sources
  const seen = new Map<EnvelopeId, true>()

  function header(kind: EnvelopeKind, document: string, format: number): EnvelopeHeader {
    return {
      kind,
      format,
      forum: sources.forum,
      scope: forumScope,
      document,
      epochId: sources.current().epochId,
      device: sources.device,
      incarnation: sources.incarnation,
      seq: 1,
      prev: null,
      chainHeads: sources.heads().slice(0, mostHeads),
      deps: [],
    }
  }

  /** The newest envelopes of others in this document that no earlier one of ours has named. */
  function depsOf(document: string): EnvelopeId[] {
    const deps: EnvelopeId[] = []
    for (const head of log.heads(forumScope, document)) {
      const own = head.log.device === sources.device && head.log.incarnation === sources.incarnation
      if (own || seen.has(head.id)) continue
      deps.push(head.id)
      if (deps.length === mostDeps) break
    }
    return deps
  }

  return {
    async write(kind, document, format, payload) {
      const deps = kind === 'update' ? depsOf(document) : []
      const name = {
        scope: forumScope,
        document,
        device: sources.device,
        incarnation: sources.incarnation,
      }
      const stored = await log.append(name, (seq, prev) => {
        const keys = sources.current()
        const complete = { ...header(kind, document, format), seq, prev, deps }
        const sealed = sealEnvelope(sodium, keys, sources.signingSecret, complete, payload)
        return sealed.ok
          ? { ok: true, value: { ...sealed.value, epochId: keys.epochId, kind } }
          : sealed
      })
      if (stored.ok) for (const id of deps) seen.set(id, true)
      return stored
    },
    seal(kind, document, format, seq, payload) {
      const complete = { ...header(kind, document, format), seq }
      const sealed = sealEnvelope(
        sodium,
        sources.current(),
        sources.signingSecret,
        complete,
        payload,
      )
      return sealed.ok ? { ok: true, value: sealed.value.bytes } : sealed
    },
  }
}
