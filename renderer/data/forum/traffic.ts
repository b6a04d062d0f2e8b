import { deviceKeyAt, type Entry, openEnvelope, type OpenedEnvelope } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { channelAuthenticator, type createMesh } from '../mesh/index.ts'
import type { TextMark } from '../docs/index.ts'
import type { StoredEnvelope } from '../log/index.ts'
import type { RelayLink } from '../relay/index.ts'
import { createSync, type Sync } from '../sync/index.ts'
import { createArrivals } from './arrivals.ts'
import { createAuthor, type Publish } from './author.ts'
import { createCarrier, openingOf } from './carrier.ts'
import { type Content, openContent } from './content.ts'
import type { Core } from './core.ts'
import { chainDocument, entriesFormat } from './entriesFormat.ts'
import { watchEnded } from './ended.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { createFollowing } from './following.ts'
import { createHeldBack } from './heldBack.ts'
import { createKeyCare } from './keys/careForKeys.ts'
import { createLastWords } from './lastWords.ts'
import { createLinks } from './links.ts'
import type { LiveDocuments } from './liveDocuments.ts'
import type { Readable } from '../readable.ts'
import type { Memory } from './memory.ts'
import { createNewcomerSnapshots } from './newcomerSnapshots.ts'
import type { Presence } from './presence.ts'
import { createPresenceTalk } from './presenceTalk.ts'
import { createQuarantineReader } from './quarantineReader.ts'
import { readAll } from './readAll.ts'
import type { StatusKeeper } from './status.ts'
import { createSyncStore } from './syncStore.ts'
import type { Ended, RoomName } from './types.ts'

/** What moving sealed bytes in and out needs. */
export interface TrafficSources {
  readonly core: Core
  readonly relay: RelayLink
  readonly relayUrl: string
  readonly memory: Memory
  readonly status: StatusKeeper
  readonly now: () => number
  readonly createMesh?: typeof createMesh
}

/** Everything that moves: documents, the two doors, the links and the mailboxes. */
export interface Traffic {
  readonly documents: LiveDocuments
  /** Opens again what came through the door once. */
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  /** Why this person is out; then nothing is sent any more but that they left. */
  readonly ended: Readable<Ended | null>
  readonly presence: Presence
  readonly exchange: Exchange
  /** Writes own entries and sends them to all who are in. */
  readonly publish: Publish
  /** Entries came otherwise than over links and mailboxes: passes them on, and follows where they lead. */
  tookEntries(added: readonly Entry[]): Promise<void>
  /** New keys were opened here: goes there, and writes everything once more for the newcomers. */
  lead(): Promise<void>
  appear(room: RoomName, within: string | null): void
  moveCaret(within: string, mark: TextMark | null): void
  /** Stores what was written and brings it to the relay, if it can be reached; false: the disk refuses. */
  bringOut(): Promise<boolean>
  /** Fails with 'database-failed', and closes nothing, while something could not be stored. */
  close(): Promise<Result<null>>
}

/** Whoever leaves lets the relay take so long for what they wrote: 10 s. */
const bringOutPauses = 100
const bringOutPause = 100

/** Opens the documents and both doors, and begins to exchange. */
export async function openTraffic(sources: TrafficSources): Promise<Traffic> {
  const { core, status, memory } = sources
  const { sodium, log, chain, device } = core
  const state = () => chain.state.read()
  /** New keys are owed, or they could not be opened here: nothing is sent under older ones. */
  const isOwed = () => {
    const { rotationOwed, currentEpoch } = state()
    return rotationOwed || (currentEpoch !== null && core.refused().has(currentEpoch))
  }
  const heldBack = createHeldBack()

  // One resolver for each state of the chain: it remembers what it looked up.
  let keyOf = deviceKeyAt(state())
  chain.state.subscribe(() => {
    keyOf = deviceKeyAt(state())
  })
  const signingKey = (id: DeviceId) => keyOf(id, state().heads)
  const memberOf = (id: DeviceId): MemberId | null => state().devices.get(id)?.member ?? null
  const open = (bytes: Uint8Array): Result<OpenedEnvelope> =>
    openEnvelope(sodium, core.keyring().keys, keyOf, bytes)

  const ended = watchEnded(chain.state, device.id)
  const hasEnded = () => ended.read() !== null
  const links = createLinks((id) => state().devices.has(id))
  const content: Content = await openContent({
    core,
    named: memory.named,
    open,
    hasEnded,
    onWritten: send,
    onReceived(envelope) {
      noteExchange(envelope.log.device)
      sync.offer(envelope)
      quarantine.soon()
    },
    onCounted: () => lastWords.soon(),
    onSnapshot: (opened) => snapshots.arrived(opened),
    onGap: (author) => snapshots.waitsFor(author),
    onProblem: (failure) => status.problem('disk', failure),
  })
  const { documents, door, writer } = content
  const snapshots = createNewcomerSnapshots({
    core,
    content: () => content,
    memory,
    now: sources.now,
    open,
    onWritten: send,
    onTaken() {
      content.changed()
      quarantine.soon()
      sync.retry()
    },
    onProblem: (failure) => status.problem('snapshots', failure),
  })
  const arrivals = createArrivals({
    open,
    door,
    chain,
    device: device.id,
    hasEnded,
    layAside: (source, bytes) => log.quarantine({ source, bytes }),
    onRelayed: (header) => memory.rememberRelayed(header, header.seq),
    onOwn: memory.sawOwn,
    onCarried: (mailbox, ids) => carrier.saw(mailbox, ids),
    onEntries: tookEntries,
    onAsked: (header) => keyCare.asked(header),
    onProblem: (failure) => status.problem('disk', failure),
  })
  const quarantine = createQuarantineReader(log, arrivals.receive, () => exchange.readAgain())

  const talk = createPresenceTalk({
    writer,
    open,
    memberOf,
    now: sources.now,
    // While keys are owed, those who are out may still hold the newest that there are.
    tell: (sealed) => {
      if (!isOwed() && !hasEnded()) sync.tell(sealed)
    },
  })
  const sync: Sync = createSync({
    device: device.id,
    store: createSyncStore({ log, chain, door, heldBack, onEntries: () => following.follow() }),
    clock: {
      now: sources.now,
      after(milliseconds, run) {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    onPresence: talk.hear,
    onStatus(devices) {
      const linked = devices.filter((each) => each.linked).map((each) => memberOf(each.device))
      status.connected([...new Set(linked.filter((member) => member !== null))])
      for (const each of devices) {
        if (each.lastExchangedAt !== null) noteExchange(each.device, each.lastExchangedAt)
        if (!each.linked) talk.presence.left(each.device)
      }
    },
  })

  const exchange = createExchange({
    sodium,
    log,
    device: device.id,
    memory,
    relayUrl: sources.relayUrl,
    relay: sources.relay,
    ...(sources.createMesh && { createMesh: sources.createMesh }),
    authenticate: (keys) =>
      channelAuthenticator({ sodium, keys, device, signingKeyOf: signingKey }),
    onLink(link) {
      sync.addLink(links.add(link))
      talk.say()
    },
    onBlob: arrivals.receiveBlob,
    mayPost: () => !isOwed() && !hasEnded(),
    onKept: () => status.waiting(memory.waiting()),
    onForgotten(mailbox) {
      memory.forgetKept()
      memory.forgetCarried(mailbox)
      carrier.soon()
      keyCare.relayForgot()
      exchange.post()
    },
    onProblem: (failure) => status.problem('mailbox', failure),
  })
  const carrier = createCarrier({
    chain,
    device: device.id,
    mailboxes: exchange.mailboxes,
    // Whoever holds an epoch's keys knows the entry that opened it, and so this device.
    seal: (keys, payload) =>
      writer.seal('entry', chainDocument, entriesFormat, 1, payload, {
        keys,
        heads: [openingOf(keys)],
      }),
    memory,
    onProblem: (failure) => status.problem('mailbox', failure),
  })
  const following = createFollowing({
    core,
    exchange: () => ({
      async move(current, held) {
        await links.lastWords()
        return exchange.move(current, held)
      },
    }),
    onProblem: (failure) => status.problem('keys', failure),
    onKeys: sync.retry,
    onThere(moved) {
      exchange.readAgain()
      quarantine.soon()
      if (ended.read() !== 'removed') carrier.soon()
      if (hasEnded()) return
      if (!isOwed()) for (const stored of heldBack.release()) sync.offer(stored)
      exchange.post()
      snapshots.keysChanged()
      keyCare.look()
      lastWords.soon()
      if (moved) talk.say()
    },
  })

  const publish = createAuthor(chain, (entries) => {
    sync.offerEntries(entries, true)
    carrier.now()
  })
  const keyCare = createKeyCare({
    core,
    relay: sources.relay,
    memory,
    status,
    now: sources.now,
    publish,
    seal: writer.seal,
    mailboxes: exchange.mailboxes,
    onEntries: tookEntries,
    onOpened: lead,
  })

  async function lead(): Promise<void> {
    await following.follow()
    await snapshots.lead()
  }

  async function tookEntries(added: readonly Entry[]): Promise<void> {
    sync.offerEntries(added, false)
    await following.follow()
  }

  const lastWords = createLastWords({
    log,
    device: device.id,
    state,
    ends: documents.ends,
    memory,
    target: exchange.target,
  })

  function noteExchange(id: DeviceId, at = sources.now()): void {
    const member = memberOf(id)
    if (member === null || id === device.id) return
    status.exchanged(member, at)
    memory.rememberExchange(member, at)
  }

  /** Whether something waits that the relay would take now. */
  function canPost(): boolean {
    return memory.waiting() > 0 && !isOwed() && status.status.read().relay === 'connected'
  }

  /** While new keys are owed, own writing is kept and not sent. */
  function send(stored: StoredEnvelope): void {
    if (isOwed()) heldBack.add(stored)
    else sync.offer(stored)
    exchange.post()
    status.waiting(memory.waiting())
  }

  /** Nothing is written, posted or met any more. That one left is still brought where it is to be heard. */
  function retire(): void {
    documents.refuseWriting('forum-ended')
    talk.stop()
    snapshots.stop()
    lastWords.stop()
    links.endSoon()
    if (ended.read() === 'removed') carrier.stop()
    void links.lastWords().then(exchange.retire)
    status.connected([])
  }
  ended.subscribe(retire)
  chain.state.subscribe(links.look)
  if (hasEnded()) retire()

  if (isOwed()) for (const stored of await readAll(log, memory.kept())) heldBack.add(stored)
  await following.follow()
  if (!hasEnded()) snapshots.look()
  status.waiting(memory.waiting())

  return {
    documents,
    open,
    ended,
    presence: talk.presence,
    exchange,
    publish,
    tookEntries,
    lead,
    appear: talk.appear,
    moveCaret: talk.moveCaret,
    async bringOut() {
      if (!(await content.store())) return false
      for (let left = bringOutPauses; left > 0 && canPost(); left--)
        await new Promise((done) => setTimeout(done, bringOutPause))
      return true
    },
    async close() {
      // What the disk refused stays open on the screen rather than being lost.
      if (!(await content.store())) return fail('database-failed')
      const parts = [
        keyCare,
        following,
        snapshots,
        lastWords,
        carrier,
        quarantine,
        arrivals,
        talk,
        links,
        sync,
      ]
      for (const part of parts) part.stop()
      await exchange.stop()
      await content.close()
      await memory.flush()
      await log.close()
      return ok(null)
    },
  }
}
