import { openEpoch, type OpenedEnvelope, scopeState } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { StoredEnvelope } from '../../log/index.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { PlacedEnvelope } from '../../sync/index.ts'
import type { Publish } from '../author.ts'
import { type Content, openContent } from '../content.ts'
import type { Core } from '../core.ts'
import { createHeldBack, type HeldBack } from '../heldBack.ts'
import { createLastWords } from '../lastWords.ts'
import type { LiveDocuments } from '../liveDocuments.ts'
import type { Memory } from '../memory.ts'
import { createNewcomerSnapshots } from '../newcomerSnapshots.ts'
import { readAll } from '../readAll.ts'
import { type ScopeLog, scopeLog } from '../scopeLog.ts'
import type { ScopeMemory } from '../scopeMemory.ts'
import type { ProblemOf } from '../status.ts'
import { isInside } from './access.ts'
import { createScopeMailboxes, type ScopeMailboxes } from './scopeMailboxes.ts'

/** A mailbox, and the scope whose epoch it belongs to. */
export interface MailboxPlace {
  readonly id: string
  readonly scope: string
}

/** What the traffic of one scope needs of the forum around it. */
export interface ScopeTrafficSources {
  readonly core: Core
  readonly scope: string
  readonly relay: RelayLink
  readonly memory: Memory
  readonly now: () => number
  /** How many of this scope's mailboxes are read at once. */
  readonly mostMailboxes: number
  /** Opens an envelope of whatever scope. */
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  /** This person is out of the forum. */
  readonly forumEnded: () => boolean
  /** What others say of the chain has been read, so that nothing is left where nobody looks any more. */
  readonly mayLeave: () => boolean
  readonly publish: Publish
  /** Takes in keys that were just made, and goes where they lead. */
  readonly follow: () => Promise<void>
  readonly onBlob: (bytes: Uint8Array, mailbox: MailboxPlace) => Promise<boolean>
  /** Goes to whoever is linked and lacks it. */
  readonly offer: (envelope: PlacedEnvelope) => void
  readonly onReceived: (author: DeviceId) => void
  /** Something was taken in for which other things may have waited. */
  readonly onRoom: () => void
  readonly onSnapshotTaken: () => void
  readonly onReady: () => void
  /** How much waits for the relay has changed. */
  readonly onWaiting: () => void
  readonly onForgotten: (mailbox: MailboxPlace) => void
  readonly onProblem: (of: ProblemOf, failure: Failure | null) => void
}

/** All that moves in one scope: its documents, its door, its mailboxes, its snapshots, its debt. */
export interface ScopeTraffic {
  readonly scope: string
  readonly log: ScopeLog
  readonly memory: ScopeMemory
  readonly content: Content
  readonly documents: LiveDocuments
  readonly mailboxes: ScopeMailboxes
  readonly heldBack: HeldBack
  /** New keys are owed, or they could not be opened here: nothing is sent under older ones. */
  isOwed(): boolean
  /** This computer is no longer in the scope; what is here stays as it is. */
  hasEnded(): boolean
  /** Goes to the mailbox of the newest keys. Answers whether it was another one before. */
  move(): Promise<boolean>
  /** One is where the newest keys are: what waited for that goes on. */
  arrived(): void
  /** New keys were opened here: writes everything once more for the newcomers. */
  lead(): Promise<void>
  /** Whether something waits that the relay would take now. */
  canPost(): boolean
  /** This person is out of the forum: nothing is written or posted any more. */
  retire(): void
  /** Begins nothing more. */
  stop(): void
  /** Keeps the documents' states and closes them. Everything of one's own is to be stored before. */
  close(): Promise<void>
}

/** Opens the documents of a scope; nothing moves until `move`. */
export async function openScopeTraffic(sources: ScopeTrafficSources): Promise<ScopeTraffic> {
  const { core, scope } = sources
  const { chain, device } = core
  const log = scopeLog(core.log, scope)
  const memory = sources.memory.ofScope(log)
  const heldBack = createHeldBack()
  const state = () => chain.state.read()
  const problem = (of: ProblemOf) => (failure: Failure | null) => sources.onProblem(of, failure)

  const isOwed = () => {
    const { rotationOwed, currentEpoch } = scopeState(state(), scope)
    return rotationOwed || (currentEpoch !== null && core.refused().has(currentEpoch))
  }
  const isOut = () => !isInside(state(), scope, device.id)
  const isHome = scope === core.homeScope
  // Of the forum itself one is out only when an entry says so: an admission may wait to be settled.
  const hasEnded = () => sources.forumEnded() || (!isHome && isOut())

  const content = await openContent({
    core,
    log,
    named: memory.named,
    open: sources.open,
    hasEnded,
    prepare: () => (core.currentKeys(scope) === null ? begin() : null),
    onWritten: send,
    onReceived(envelope) {
      sources.onReceived(envelope.log.device)
      sources.offer(envelope)
      sources.onRoom()
    },
    onCounted: () => lastWords.soon(),
    onSnapshot: (opened) => snapshots.arrived(opened),
    onGap: (author) => snapshots.waitsFor(author),
    onProblem: problem('disk'),
  })
  const { documents } = content
  const snapshots = createNewcomerSnapshots({
    core,
    log,
    content: () => content,
    memory,
    now: sources.now,
    open: sources.open,
    onWritten: send,
    onTaken() {
      content.changed()
      sources.onSnapshotTaken()
    },
    onProblem: problem('snapshots'),
  })
  const mailboxes = createScopeMailboxes({
    sodium: core.sodium,
    relay: sources.relay,
    log,
    device: device.id,
    cursors: sources.memory,
    memory,
    most: sources.mostMailboxes,
    onBlob: (bytes, id) => sources.onBlob(bytes, { id, scope }),
    mayPost: () => sources.mayLeave() && !isOwed() && !hasEnded(),
    onReady: sources.onReady,
    onKept: sources.onWaiting,
    onForgotten(id) {
      memory.forgetKept()
      sources.onForgotten({ id, scope })
      mailboxes.post()
    },
    onProblem: problem('mailbox'),
  })
  const lastWords = createLastWords({
    log,
    device: device.id,
    state,
    ends: documents.ends,
    memory,
    target: mailboxes.target,
  })

  /** The first keys of a scope are made when somebody in it first writes there. */
  async function begin(): Promise<Result<null>> {
    const begun = await sources.publish((now) => {
      const { devices, currentEpoch } = scopeState(now, scope)
      if (!devices.has(device.id)) return fail('scope-outside')
      const isErased = currentEpoch !== null && core.held().erased.includes(currentEpoch)
      if (currentEpoch !== null && !isErased) return ok([])
      const opening = openEpoch(core.sodium, now, device, { clock: sources.now(), scope })
      return opening.ok ? ok([opening.value]) : opening
    })
    if (!begun.ok) return begun
    await sources.follow()
    return core.currentKeys(scope) === null ? fail('epoch-unknown') : ok(null)
  }

  /** While new keys are owed, own writing is kept and not sent. */
  function send(stored: StoredEnvelope): void {
    if (isOwed()) heldBack.add(stored)
    else sources.offer(stored)
    mailboxes.post()
    sources.onWaiting()
  }

  function look(): void {
    const refusal = sources.forumEnded() ? 'forum-ended' : hasEnded() ? 'scope-outside' : null
    if (refusal !== refusedWith) documents.refuseWriting(refusal)
    refusedWith = refusal
  }
  let refusedWith: 'forum-ended' | 'scope-outside' | null = null
  const unsubscribe = chain.state.subscribe(look)
  look()

  if (isOwed()) for (const stored of await readAll(log, memory.kept())) heldBack.add(stored)
  if (!hasEnded()) snapshots.look()

  function stop(): void {
    unsubscribe()
    snapshots.stop()
    lastWords.stop()
    mailboxes.stop()
  }

  return {
    scope,
    log,
    memory,
    content,
    documents,
    mailboxes,
    heldBack,
    isOwed,
    hasEnded,
    async move() {
      const current = core.currentKeys(scope)
      if (current === null) return false
      return mailboxes.move(current, core.keyring().newestFirst(state(), scope))
    },
    arrived() {
      if (hasEnded()) return
      if (!isOwed()) for (const stored of heldBack.release()) sources.offer(stored)
      mailboxes.post()
      snapshots.keysChanged()
      lastWords.soon()
    },
    lead: snapshots.lead,
    canPost: () => memory.waiting() > 0 && !isOwed(),
    retire() {
      look()
      snapshots.stop()
      lastWords.stop()
      mailboxes.retire()
    },
    stop,
    close: content.close,
  }
}
