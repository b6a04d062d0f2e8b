import type { CountedEnds, OpenedEnvelope } from '#crypto'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import { openSharedDocument } from '../docs/index.ts'
import type { StoredEnvelope } from '../log/index.ts'
import type { PlacedEnvelope } from '../sync/index.ts'
import type { Core } from './core.ts'
import { createCounting } from './counting.ts'
import { decideEnds } from './decideEnds.ts'
import { openDocuments } from './documents.ts'
import { createDoor, type Door } from './door.ts'
import { createHeadsAlong } from './headsAlong.ts'
import { createLateAllowance } from './lateAllowance.ts'
import type { LiveDocuments } from './liveDocuments.ts'
import { loadDocument } from './loadDocument.ts'
import { createLocalSnapshots } from './localSnapshots.ts'
import type { DocumentName } from './names.ts'
import { createOutgoing } from './outgoing.ts'
import { createQuiet, type Quiet } from './quiet.ts'
import type { ScopeLog } from './scopeLog.ts'
import { createWriter, type NamedEnvelopes, type Writer, type WriterSources } from './writer.ts'

/** What the content of a scope needs of what surrounds it. */
export interface ContentSources {
  readonly core: Core
  readonly log: ScopeLog
  readonly named: NamedEnvelopes
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  /** See `writer.ts`. */
  readonly prepare: WriterSources['prepare']
  /** This computer is no longer in the scope: what is here stays as it is. */
  readonly hasEnded: () => boolean
  /** Own writing is on disk and may be sent. */
  readonly onWritten: (stored: StoredEnvelope) => void
  /** Somebody's envelope came in, is stored, and is offered on. */
  readonly onReceived: (envelope: PlacedEnvelope) => void
  readonly onSnapshot: (opened: OpenedEnvelope) => void
  readonly onGap: (author: DeviceId) => void
  /** What counts of logs that have ended was looked at anew. */
  readonly onCounted: () => void
  /** Storing failed, or works again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** The documents of a scope between their two doors. */
export interface Content {
  readonly documents: LiveDocuments
  readonly writer: Writer
  readonly door: Door
  readonly quiet: Quiet
  /** A document holds something that came otherwise than by updates. */
  changed(): void
  /** The same, before it is on disk that it does. */
  touched(): void
  /** Stores what was written; false while the disk refuses. */
  store(): Promise<boolean>
  /** Lets nothing more in, keeps every document's state and lets go of it. */
  close(): Promise<void>
  /** Lets go of everything and keeps nothing; who still looks at a document sees an empty one. */
  discard(): Promise<void>
}

const housekeepingEvery = 1_000

/** Opens the documents and both doors. */
export async function openContent(sources: ContentSources): Promise<Content> {
  const { core, log } = sources
  const { sodium, chain, device } = core
  const incarnation = core.newIncarnation()
  const writer = createWriter({
    sodium,
    log,
    forum: core.held().forum,
    device: device.id,
    incarnation,
    signingSecret: device.signing.secretKey,
    current: () => core.currentKeys(log.scope),
    prepare: sources.prepare,
    heads: (): readonly EntryId[] => counting.heads(),
    ends: (name: DocumentName): CountedEnds => documents.ends(name),
    named: sources.named,
  })
  const outgoing = createOutgoing({
    writer,
    onStored: sources.onWritten,
    onProblem: sources.onProblem,
  })
  const loading = {
    sodium,
    log,
    open: sources.open,
    device: device.id,
    incarnation,
    cameWith: () => core.keyring().cameWith(chain.state.read(), log.scope),
    onUpdate: outgoing.write,
  }
  const documents = await openDocuments(loading, async (name) => {
    if (sources.hasEnded()) return new Map()
    return (await decideEnds(loading, chain.state.read(), name)).ends
  })
  const counting = createCounting({
    chain,
    sodium,
    log,
    device: device.id,
    open: sources.open,
    documents,
    door: () => door,
    outgoing,
    hasEnded: sources.hasEnded,
    load: (name, ends) => loadDocument(loading, name, ends),
    onSettled: sources.onCounted,
    onProblem: sources.onProblem,
  })
  const door = createDoor({
    sodium,
    log,
    isOfEpoch: (epoch, author) => chain.state.read().epochs.get(epoch)?.devices.has(author) ?? true,
    documents: () => documents.all,
    headsAlong: createHeadsAlong(chain.state.read),
    lateAllowance: createLateAllowance(log, chain.state.read),
    keepsOut: counting.keepsOut,
    onPlaced: counting.saw,
    onSnapshot: sources.onSnapshot,
    onGap: sources.onGap,
    onStored: sources.onReceived,
    onApplied: (document, count) => localSnapshots.count(document, count),
  })
  const quiet = createQuiet({ documents: () => documents.all, outgoing, door })
  const localSnapshots = createLocalSnapshots(
    log,
    () => documents.all,
    documents.ends,
    quiet.isNow,
    sources.onProblem,
  )
  const housekeeping = setInterval(() => localSnapshots.keepDue(), housekeepingEvery)

  async function store(): Promise<boolean> {
    for (;;) {
      for (const document of documents.all.values()) document.flush()
      if (outgoing.unsaved() === 0) return true
      await outgoing.settled()
      if (outgoing.isFailing()) return false
    }
  }

  return {
    documents,
    writer,
    door,
    quiet,
    changed() {
      counting.touched()
      localSnapshots.due()
    },
    touched: counting.touched,
    store,
    async close() {
      clearInterval(housekeeping)
      await counting.stop()
      await door.pause()
      await store()
      await localSnapshots.keepAll()
      for (const document of documents.all.values()) document.destroy()
      // What was typed while the states were kept.
      await store()
    },
    async discard() {
      clearInterval(housekeeping)
      outgoing.stop()
      // Not waited for: it may wait for writing that waits for this.
      void counting.stop()
      await door.close()
      documents.refuseWriting('scope-outside')
      for (const name of documents.all.keys()) {
        const empty = openSharedDocument({ name, clientId: 1, onUpdate: () => undefined })
        documents.replace(name, empty, new Map())
      }
    },
  }
}
