import { derivedClientId, type OpenedEnvelope, type Sodium } from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { SharedDocument } from '../docs/index.ts'
import type { LogName } from '../log/index.ts'
import type { PlacedEnvelope, Received } from '../sync/index.ts'
import type { Documents } from './documents.ts'
import type { HeadsAlong } from './headsAlong.ts'
import type { LateAllowance } from './lateAllowance.ts'
import { asDocumentName, updateFormat } from './names.ts'
import type { ScopeLog } from './scopeLog.ts'

/** What the door needs. */
export interface DoorSources {
  readonly sodium: Sodium
  readonly log: ScopeLog
  readonly documents: () => Documents
  /** Whether an epoch names that device. Somebody else who has its key was handed it, against the rules. */
  readonly isOfEpoch: (epoch: EpochId, author: DeviceId) => boolean
  readonly headsAlong: HeadsAlong
  readonly lateAllowance: LateAllowance
  /** Whether an update that was just stored stays out of its document: see `counting.ts`. */
  readonly keepsOut: (header: OpenedEnvelope['header']) => boolean
  /** An envelope was stored, whatever became of it. */
  readonly onPlaced: (opened: OpenedEnvelope) => void
  /** A snapshot envelope was stored: somebody may need it. */
  readonly onSnapshot: (opened: OpenedEnvelope) => void
  /** An envelope came whose predecessors are missing; it was laid aside. */
  readonly onGap: (author: DeviceId) => void
  /** Somebody's envelope was stored; it is offered on. */
  readonly onStored: (envelope: PlacedEnvelope) => void
  /** So many updates were applied to a document. */
  readonly onApplied: (document: SharedDocument, count: number) => void
}

/** What became of an envelope; of one with a gap also whether there was room to lay it aside. */
export type DoorAnswer = Received & { readonly isKept: boolean }

/** The one door into a scope: nothing reaches a document, and so the screen, by another way. */
export interface Door {
  /** Takes in an envelope that `doors.ts` opened just now. */
  receive(opened: OpenedEnvelope, bytes: Uint8Array): Promise<Result<DoorAnswer>>
  /** True while nothing is between the log and the documents. */
  isIdle(): boolean
  /** Lets nothing more in, and resolves once the door is idle, with the way to open it again. */
  pause(): Promise<() => void>
  /** Lets nothing in for good: 'scope-outside'. Resolves once the door is idle. */
  close(): Promise<void>
}

interface Ready {
  readonly opened: OpenedEnvelope
  readonly place: LogName
  readonly settle: () => void
}

/** Builds the door. Order: author, place in the log (stored), the document's own rules; size and seal are checked before. */
export function createDoor(sources: DoorSources): Door {
  const { sodium, log } = sources
  const waiting = new Map<SharedDocument, Ready[]>()
  let inside = 0
  let paused = 0
  let closed = false
  const onIdle: (() => void)[] = []
  const onResume: (() => void)[] = []

  /** Finds the Yjs client of an envelope's log; each log's is derived once. */
  function authors(): (opened: OpenedEnvelope) => number {
    const known = new Map<string, number>()
    return ({ header: { device, incarnation, document } }) => {
      const log = `${device} ${incarnation} ${document}`
      const author = known.get(log) ?? derivedClientId(sodium, device, incarnation, document)
      known.set(log, author)
      return author
    }
  }

  /** Applies what has gathered in one step; each update is checked when its turn has come. */
  function apply(document: SharedDocument): void {
    const batch = waiting.get(document) ?? []
    waiting.delete(document)
    const authorOf = authors()
    try {
      const received = document.receiveAll(
        batch.map(({ opened }) => ({ update: opened.payload, author: authorOf(opened) })),
      )
      const refused = received.ok ? received.value : []
      sources.onApplied(document, batch.length - refused.length)
      for (const index of refused) markRefused(document, batch[index])
    } finally {
      for (const { settle } of batch) settle()
    }
  }

  /**
   * What the document's own rules refuse keeps its place in the log and is never applied again. An
   * update at another clock is judged anew at each loading: a snapshot may have brought it already.
   */
  function markRefused(document: SharedDocument, ready: Ready | undefined): void {
    if (ready === undefined) return
    const { opened, place } = ready
    const checked = document.check(opened.payload, authors()(opened))
    if (checked.ok || checked.failure.code === 'clock-mismatch') return
    void log.markInert(place, opened.header.seq)
  }

  function enqueue(document: SharedDocument, opened: OpenedEnvelope, place: LogName) {
    return new Promise<void>((settle) => {
      const batch = waiting.get(document)
      if (batch !== undefined) {
        batch.push({ opened, place, settle })
        return
      }
      waiting.set(document, [{ opened, place, settle }])
      queueMicrotask(() => apply(document))
    })
  }

  async function receive(opened: OpenedEnvelope, bytes: Uint8Array): Promise<Result<DoorAnswer>> {
    while (paused > 0 && !closed) await new Promise<void>((resume) => onResume.push(resume))
    if (closed) return fail('scope-outside')
    inside++
    try {
      return await place(opened, bytes)
    } finally {
      inside--
      if (inside === 0) for (const told of onIdle.splice(0)) told()
    }
  }

  async function place(opened: OpenedEnvelope, bytes: Uint8Array): Promise<Result<DoorAnswer>> {
    const { header } = opened
    if (header.kind !== 'update' && header.kind !== 'snapshot') return fail('malformed', 'kind')
    if (header.scope !== log.scope) return fail('scope-mismatch')
    if (!sources.isOfEpoch(header.epochId, header.device)) return fail('device-not-active')
    if (!sources.headsAlong.goOn(opened))
      return fail('previous-mismatch', 'chain heads that go back')
    const refusal = sources.lateAllowance(header, bytes.length)
    if (refusal !== null) return fail(refusal)
    const name: LogName = {
      scope: header.scope,
      document: header.document,
      device: header.device,
      incarnation: header.incarnation,
    }
    const stored = await log.receive(opened, bytes)
    if (!stored.ok) {
      if (stored.failure.code !== 'sequence-gap') return stored
      const laid = await log.quarantine({ source: header.device, bytes })
      sources.onGap(header.device)
      return ok({ log: name, seq: header.seq, outcome: 'gap', isKept: laid.ok })
    }
    if (stored.value === 'stored') {
      if (header.kind === 'snapshot') sources.onSnapshot(opened)
      else {
        const known = asDocumentName(header.document)
        const document = known === null ? undefined : sources.documents().get(known)
        const isIn = document !== undefined && header.format === updateFormat
        if (isIn && !sources.keepsOut(header)) await enqueue(document, opened, name)
      }
      sources.onPlaced(opened)
      sources.onStored({ log: name, seq: header.seq, bytes })
    }
    return ok({ log: name, seq: header.seq, outcome: stored.value, isKept: true })
  }

  return {
    receive,
    isIdle: () => inside === 0,
    async pause() {
      paused++
      if (inside > 0) await new Promise<void>((idle) => onIdle.push(idle))
      return () => {
        paused--
        if (paused === 0) for (const resume of onResume.splice(0)) resume()
      }
    },
    async close() {
      closed = true
      for (const resume of onResume.splice(0)) resume()
      if (inside > 0) await new Promise<void>((idle) => onIdle.push(idle))
    },
  }
}
