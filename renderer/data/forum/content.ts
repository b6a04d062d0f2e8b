import type { OpenedEnvelope } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import type { StoredEnvelope } from '../log/index.ts'
import type { PlacedEnvelope } from '../sync/index.ts'
import type { Core } from './core.ts'
import { type Documents, openDocuments } from './documents.ts'
import { createDoor, type Door } from './door.ts'
import { createHeadsAlong } from './headsAlong.ts'
import { createLocalSnapshots } from './localSnapshots.ts'
import { createOutgoing } from './outgoing.ts'
import { createQuiet, type Quiet } from './quiet.ts'
import type { Writer } from './writer.ts'

/** What the content of a forum needs of what surrounds it. */
export interface ContentSources {
  readonly core: Core
  readonly writer: Writer
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  readonly signingKey: (device: DeviceId) => Result<Uint8Array>
  /** Own writing is on disk and may be sent. */
  readonly onWritten: (stored: StoredEnvelope) => void
  /** Somebody's envelope came in, is stored, and is offered on. */
  readonly onReceived: (envelope: PlacedEnvelope) => void
  readonly onSnapshot: (opened: OpenedEnvelope) => void
  readonly onGap: (author: DeviceId) => void
  /** Storing failed, or works again (null). */
  readonly onProblem: (failure: Failure | null) => void
}

/** The documents between their two doors. */
export interface Content {
  readonly documents: Documents
  readonly door: Door
  readonly quiet: Quiet
  /** The documents hold something that came otherwise than by updates. */
  changed(): void
  /** Stores what was written; false while the disk refuses. */
  store(): Promise<boolean>
  /** Lets nothing more in, keeps every document's state and lets go of it. */
  close(): Promise<void>
}

const housekeepingEvery = 1_000

/** Opens the documents and both doors. */
export async function openContent(sources: ContentSources): Promise<Content> {
  const { core } = sources
  const { sodium, log, chain, device, incarnation } = core
  const outgoing = createOutgoing({
    writer: sources.writer,
    onStored: sources.onWritten,
    onProblem: sources.onProblem,
  })
  const documents = await openDocuments({
    sodium,
    log,
    keys: () => core.keyring().keys,
    signingKey: sources.signingKey,
    device: device.id,
    incarnation,
    cameWith: core.keyring().cameWith(chain.state.read()),
    onUpdate: outgoing.write,
  })
  const door = createDoor({
    sodium,
    log,
    documents: () => documents,
    open: sources.open,
    headsAlong: createHeadsAlong(chain.state.read),
    onSnapshot: sources.onSnapshot,
    onGap: sources.onGap,
    onStored: sources.onReceived,
    onApplied: (document, count) => localSnapshots.count(document, count),
  })
  const quiet = createQuiet({ documents: () => documents, outgoing, door })
  const localSnapshots = createLocalSnapshots(log, () => documents, quiet.isNow, sources.onProblem)
  const housekeeping = setInterval(() => localSnapshots.keepDue(), housekeepingEvery)

  async function store(): Promise<boolean> {
    for (;;) {
      for (const document of documents.values()) document.flush()
      if (outgoing.unsaved() === 0) return true
      await outgoing.settled()
      if (outgoing.isFailing()) return false
    }
  }

  return {
    documents,
    door,
    quiet,
    changed: localSnapshots.due,
    store,
    async close() {
      clearInterval(housekeeping)
      await door.pause()
      await store()
      await localSnapshots.keepAll()
      for (const document of documents.values()) document.destroy()
      // What was typed while the states were kept.
      await store()
    },
  }
}
