import { type CountedEnds, isBeyondEnd, type OpenedEnvelope, runOf, type Sodium } from '#crypto'
import type { DeviceId, EntryId, EnvelopeId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import type { SharedDocument } from '../docs/index.ts'
import type { LogHead } from '../log/index.ts'
import { coalesce } from './coalesce.ts'
import type { Chain } from './chain.ts'
import { decideEnds, hasLate } from './decideEnds.ts'
import type { Door } from './door.ts'
import { growDocument } from './growDocument.ts'
import type { LiveDocuments } from './liveDocuments.ts'
import { asDocumentName, type DocumentName, documentsOf } from './names.ts'
import type { Outgoing } from './outgoing.ts'
import type { HeaderSources } from './readHeaders.ts'
import type { ScopeLog } from './scopeLog.ts'

/** What keeping the documents to what counts needs. */
export interface CountingSources {
  readonly chain: Pick<Chain, 'state'>
  readonly sodium: Sodium
  readonly log: ScopeLog
  readonly device: DeviceId
  readonly open: HeaderSources['open']
  readonly documents: LiveDocuments
  readonly door: () => Pick<Door, 'pause'>
  readonly outgoing: Pick<Outgoing, 'settled' | 'unsaved' | 'isFailing'>
  /** Once this person is out, what they hold stays as it is. */
  readonly hasEnded: () => boolean
  readonly load: (name: DocumentName, ends: CountedEnds) => Promise<SharedDocument>
  /** The documents hold what counts. */
  readonly onSettled: () => void
  readonly onProblem: (failure: Failure | null) => void
}

/** Keeps the documents to what counts of logs that have ended. */
export interface Counting {
  /**
   * The heads of the chain to write under: those for which every document held exactly what counts.
   * Until a document is rebuilt for a removal, one writes as somebody who does not know of it, so
   * what one builds on counts with it, and nobody is left with writing that hangs on nothing.
   */
  heads(): readonly EntryId[]
  /** Whether an update that was just stored stays out of its document, at least for now. */
  keepsOut(header: OpenedEnvelope['header']): boolean
  /** An envelope was stored: it may let others count. */
  saw(opened: OpenedEnvelope): void
  /** A document came to hold something that is not in its log. */
  touched(): void
  /** Begins nothing more; resolves when nothing is under way. */
  stop(): Promise<void>
}

const pause = 100
const retryDelay = 3_000

export function createCounting(sources: CountingSources): Counting {
  const { chain, log, sodium, documents, outgoing } = sources
  const reading = { log, sodium, open: sources.open }
  /** Envelopes beyond their ends: whatever names one of them may let it count. */
  const late = new Set<EnvelopeId>()
  let settled = chain.state.read()
  let touches = 0
  let failing = false
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const heads = (name: DocumentName) => log.heads(name)
  const isConcerned = (name: DocumentName) =>
    documents.ends(name).size > 0 || hasLate(reading, chain.state.read(), name)

  function shrinks(name: DocumentName, ends: CountedEnds): boolean {
    const held = documents.ends(name)
    const upTo = (known: CountedEnds, head: LogHead) =>
      Math.min(head.seq, known.get(runOf(head.log)) ?? head.seq)
    return heads(name).some((head) => upTo(ends, head) < upTo(held, head))
  }

  /** Only the ends that are not the heads anyhow. */
  function below(name: DocumentName, ends: CountedEnds): CountedEnds {
    const kept = new Map<string, number>()
    for (const { log: each, seq } of heads(name)) {
      const end = ends.get(runOf(each))
      if (end !== undefined && end < seq) kept.set(runOf(each), end)
    }
    return kept
  }

  function ownWritten(name: DocumentName): number {
    const own = heads(name).filter((head) => head.log.device === sources.device)
    return own.reduce((sum, { seq }) => sum + seq, 0)
  }

  /** Answers the state of the chain for which the document holds what counts; null: not now. */
  async function recount(name: DocumentName) {
    const resume = await sources.door().pause()
    try {
      for (;;) {
        const document = documents.all.get(name)
        if (document === undefined || stopped) return null
        document.flush()
        await outgoing.settled()
        if (outgoing.unsaved() > 0) {
          if (outgoing.isFailing()) return null
          continue
        }
        const state = chain.state.read()
        const before = { touches, written: ownWritten(name) }
        const decided = await decideEnds(reading, state, name)
        for (const id of decided.late) late.add(id)
        const ends = below(name, decided.ends)
        if (!shrinks(name, ends)) {
          await growDocument(reading, name, document, documents.ends(name), ends)
          documents.setEnds(name, ends)
          return state
        }
        const fresh = await sources.load(name, ends)
        document.flush()
        const isSame =
          !stopped &&
          outgoing.unsaved() === 0 &&
          touches === before.touches &&
          ownWritten(name) === before.written
        if (isSame) {
          documents.replace(name, fresh, ends)
          return state
        }
        // What was typed meanwhile builds on what is there: then more of it counts.
        fresh.destroy()
      }
    } finally {
      resume()
    }
  }

  /** False when it has to be tried again later. */
  async function recountAll(): Promise<boolean> {
    while (!stopped && !sources.hasEnded()) {
      const state = chain.state.read()
      let isDone = true
      for (const name of documentsOf(log.scope)) {
        if (!isConcerned(name)) continue
        const decidedFor = await recount(name)
        if (decidedFor === null) return false
        isDone &&= decidedFor === state
      }
      if (!isDone || chain.state.read() !== state) continue
      settled = state
      sources.onSettled()
      return true
    }
    return true
  }

  const run = coalesce(async () => {
    let isDone = false
    try {
      isDone = await recountAll()
    } catch {
      // The database could not be read.
    }
    if (stopped) return
    if (isDone === failing) sources.onProblem(isDone ? null : { code: 'database-failed' })
    failing = !isDone
    if (failing) soon(retryDelay)
  })

  function soon(delay = pause): void {
    if (!stopped) timer ??= setTimeout(begin, delay)
  }

  function begin(): void {
    clearTimeout(timer)
    timer = undefined
    void run()
  }

  const unsubscribe = chain.state.subscribe(() => {
    if (sources.hasEnded() || stopped) return
    if (documentsOf(log.scope).some(isConcerned)) begin()
    else {
      settled = chain.state.read()
      sources.onSettled()
    }
  })

  return {
    heads: () => settled.heads,
    keepsOut(header) {
      const name = asDocumentName(header.document)
      if (name === null || sources.hasEnded()) return false
      const run = runOf(header)
      const ends = documents.ends(name)
      if (!ends.has(run)) {
        if (!isBeyondEnd(chain.state.read(), header, header.seq)) return false
        documents.setEnds(name, new Map(ends).set(run, header.seq - 1))
      }
      soon()
      return true
    },
    saw({ id, header }) {
      if (isBeyondEnd(chain.state.read(), header, header.seq)) late.add(id)
      if (header.deps.some((each) => late.has(each))) soon()
    },
    touched() {
      touches++
    },
    async stop() {
      stopped = true
      unsubscribe()
      clearTimeout(timer)
      await run()
    },
  }
}
