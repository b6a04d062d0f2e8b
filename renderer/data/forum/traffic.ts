import { deviceKeyAt, type Entry, openEnvelope, type OpenedEnvelope } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { createMesh } from '../mesh/index.ts'
import type { TextMark } from '../docs/index.ts'
import type { RelayLink } from '../relay/index.ts'
import { createArrivals } from './arrivals.ts'
import { createAuthor, type Publish } from './author.ts'
import { createCarrier, openingOf } from './carrier.ts'
import type { Core } from './core.ts'
import { chainDocument, entriesFormat } from './entriesFormat.ts'
import { watchEnded } from './ended.ts'
import { createFollowing } from './following.ts'
import { createKeyCare } from './keys/careForKeys.ts'
import { createDevices } from './devices.ts'
import type { Readable } from '../readable.ts'
import type { Memory } from './memory.ts'
import type { Presence } from './presence.ts'
import { openMail, type PrivateMail } from './private/mail.ts'
import { createQuarantineReader } from './quarantineReader.ts'
import { createDoors } from './scopes/doors.ts'
import { createScopes, type Scopes } from './scopes/openScopes.ts'
import { openScopeTraffic, type ScopeTraffic } from './scopes/scopeTraffic.ts'
import type { StatusKeeper } from './status.ts'
import { createSyncStore } from './syncStore.ts'
import type { Ended, RoomName } from './types.ts'
import type { Writer } from './writer.ts'

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

/** Everything that moves: the scopes, and what they share: the links, the chain, the keys, presence. */
export interface Traffic {
  /** The scope in which everybody meets. */
  readonly home: ScopeTraffic
  readonly scopes: Pick<Scopes, 'find'>
  /** Opens again what came through a door once. */
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  /** Why this person is out; then nothing is sent any more but that they left. */
  readonly ended: Readable<Ended | null>
  readonly presence: Presence
  /** What members say to each other alone. */
  readonly mail: PrivateMail
  /** Writes own entries and sends them to all who are in. */
  readonly publish: Publish
  /** Entries came otherwise than over links and mailboxes: passes them on, and follows where they lead. */
  tookEntries(added: readonly Entry[]): Promise<void>
  /** New keys were opened here: goes there, and writes everything once more for the newcomers. */
  lead(): Promise<void>
  appear(room: RoomName, within: string | null): void
  moveCaret(within: string, mark: TextMark | null): void
  /** From now on nothing can be written in any scope; null lets it in again. */
  refuseWriting(code: FailureCode | null): void
  /** Stores what was written and brings it to the relay, if it can be reached; false: the disk refuses. */
  bringOut(): Promise<boolean>
  /** Fails with 'database-failed', and closes nothing, while something could not be stored. */
  close(): Promise<Result<null>>
}

/** Whoever leaves lets the relay take so long for what they wrote: 10 s. */
const bringOutPauses = 100
const bringOutPause = 100
/** A relay opens 64 mailboxes a connection; invitations and waybills need some of them. */
const homeMailboxes = 16
const otherMailboxes = 2

/** Opens the scopes and begins to exchange. */
export async function openTraffic(sources: TrafficSources): Promise<Traffic> {
  const { core, status, memory, relay, now } = sources
  const { sodium, log, chain, device, homeScope } = core
  const state = () => chain.state.read()

  // One resolver for each state of the chain: it remembers what it looked up.
  let keyOf = deviceKeyAt(state())
  chain.state.subscribe(() => {
    keyOf = deviceKeyAt(state())
  })
  const open = (bytes: Uint8Array): Result<OpenedEnvelope> =>
    openEnvelope(sodium, core.keyring().keys, keyOf, bytes)

  const ended = watchEnded(chain.state, device.id)
  const hasEnded = () => ended.read() !== null
  const scopes = createScopes(core, (scope) =>
    openScopeTraffic({
      core,
      scope,
      relay,
      memory,
      now,
      mostMailboxes: scope === homeScope ? homeMailboxes : otherMailboxes,
      open,
      forumEnded: hasEnded,
      mayLeave: () => scope === homeScope || scopes.home().mailboxes.isReady(),
      publish: (make) => publish(make),
      follow: () => following.follow(),
      onBlob: (bytes, mailbox) => arrivals.receiveBlob(bytes, mailbox),
      offer: (envelope) => sync.offer(envelope),
      onReceived: (author) => devices.noteExchange(author),
      onRoom: () => quarantine.soon(),
      onSnapshotTaken() {
        quarantine.soon()
        sync.retry()
      },
      onReady() {
        if (scope !== homeScope) return
        for (const each of scopes.all()) each.mailboxes.post()
        mail.look()
      },
      onWaiting: showWaiting,
      onForgotten(mailbox) {
        memory.forgetCarried(mailbox.id)
        carrier.soon()
        keyCare.relayForgot()
        if (scope === homeScope) mail.relayForgot()
      },
      onProblem: (of, failure) => status.problem(of, failure, scope),
    }),
  )
  const seal: Writer['seal'] = (...given) => scopes.home().content.writer.seal(...given)
  const readAgain = () => scopes.all().forEach(({ mailboxes }) => mailboxes.readAgain())

  const doors = createDoors({
    open,
    log,
    doorOf: async (scope) => (await scopes.find(scope))?.content.door ?? null,
    // Whoever was just put out of the forum may still say so; of all else, and to whom, see `links.ts`.
    mayBring: (scope, from) => scope === homeScope || store.shares(scope, from),
  })
  const arrivals = createArrivals({
    open,
    doors,
    chain,
    device: device.id,
    hasEnded,
    layAside: (source, bytes) => log.quarantine({ source, bytes }),
    onRelayed: (header) => openIn(header)?.memory.rememberRelayed(header, header.seq),
    onOwn: (header) => openIn(header)?.memory.sawOwn(header),
    onCarried: (mailbox, ids) => carrier.saw(mailbox, ids),
    onEntries: tookEntries,
    onAsked: (header) => keyCare.asked(header),
    onPrivate: (opened, source) => mail.receive(opened, source),
    onProblem: (failure) => status.problem('disk', failure),
  })
  const quarantine = createQuarantineReader(log, arrivals.receive, readAgain)

  const store = createSyncStore({
    device: device.id,
    chain,
    doors,
    scopes: scopes.all,
    onEntries: () => following.follow(),
  })
  const mayTell = () => !scopes.home().isOwed() && !hasEnded()
  const devices = createDevices({
    core,
    relayUrl: sources.relayUrl,
    memory,
    status,
    now,
    ...(sources.createMesh && { createMesh: sources.createMesh }),
    signingKeyOf: (id) => keyOf(id, state().heads),
    open,
    seal,
    store,
    mayTell,
    async onPrivate(bytes, from) {
      const opened = open(bytes)
      if (!opened.ok) await doors.refused(opened.failure, bytes, from)
      else if (!hasEnded()) await mail.receive(opened.value, from)
    },
    onLinked: () => mail.look(),
  })
  const mail = await openMail({
    core,
    values: memory.values,
    now,
    target: () => scopes.home().mailboxes.target(),
    linkTo: (id) => (mayTell() ? devices.sync.linkTo(id) : null),
    onProblem: (failure) => status.problem('mailbox', failure),
  })
  const { sync, talk } = devices
  const carrier = createCarrier({
    chain,
    device: device.id,
    mailboxes: () => scopes.home().mailboxes.all(),
    // Whoever holds an epoch's keys knows the entry that opened it, and so this device.
    seal: (keys, payload) =>
      seal('entry', chainDocument, entriesFormat, 1, payload, { keys, heads: [openingOf(keys)] }),
    memory,
    onProblem: (failure) => status.problem('mailbox', failure),
  })
  const following = createFollowing({
    core,
    async move() {
      await devices.lastWords()
      const moved = await scopes.follow()
      if (moved.ok && moved.value) await devices.meet()
      return moved
    },
    onProblem: (failure) => status.problem('keys', failure),
    onKeys: sync.retry,
    onThere(moved) {
      readAgain()
      quarantine.soon()
      if (ended.read() !== 'removed') carrier.soon()
      if (hasEnded()) return
      for (const each of scopes.all()) each.arrived()
      for (const scope of scopes.changed()) sync.shareAnew(scope)
      keyCare.look()
      mail.look()
      if (moved) talk.say()
    },
  })

  const publish = createAuthor(chain, (entries) => {
    sync.offerEntries(entries, true)
    carrier.now()
  })
  const keyCare = createKeyCare({
    core,
    relay,
    memory,
    status,
    now,
    publish,
    seal,
    mailboxes: () => scopes.all().flatMap(({ mailboxes }) => mailboxes.all()),
    onEntries: tookEntries,
    onOpened: lead,
  })

  async function lead(): Promise<void> {
    await following.follow()
    for (const each of scopes.all()) await each.lead()
  }

  async function tookEntries(added: readonly Entry[]): Promise<void> {
    sync.offerEntries(added, false)
    await following.follow()
  }

  function openIn({ scope }: { readonly scope: string }): ScopeTraffic | undefined {
    return scopes.all().find((each) => each.scope === scope)
  }

  function showWaiting(): void {
    status.waiting(scopes.all().reduce((sum, each) => sum + each.memory.waiting(), 0))
  }

  /** Whether something waits that the relay would take now. */
  function canPost(): boolean {
    return scopes.all().some((each) => each.canPost()) && status.status.read().relay === 'connected'
  }

  async function storeAll(): Promise<boolean> {
    for (const { content } of scopes.all()) if (!(await content.store())) return false
    return true
  }

  /** Nothing is written, posted or met any more. That one left is still brought where it is to be heard. */
  function retire(): void {
    for (const each of scopes.all()) each.retire()
    if (ended.read() === 'removed') carrier.stop()
    devices.retire()
  }

  await scopes.begin()
  ended.subscribe(retire)
  if (hasEnded()) retire()
  await following.follow()
  showWaiting()

  return {
    home: scopes.home(),
    scopes,
    open,
    ended,
    presence: talk.presence,
    mail,
    publish,
    tookEntries,
    lead,
    appear: talk.appear,
    moveCaret: talk.moveCaret,
    refuseWriting(code) {
      for (const { documents } of scopes.all()) documents.refuseWriting(code)
    },
    async bringOut() {
      if (!(await storeAll())) return false
      for (let left = bringOutPauses; left > 0 && canPost(); left--)
        await new Promise((done) => setTimeout(done, bringOutPause))
      return true
    },
    async close() {
      // What the disk refused stays open on the screen rather than being lost.
      if (!(await storeAll())) return fail('database-failed')
      const all = scopes.all()
      const parts = [keyCare, following, carrier, quarantine, arrivals, mail, ...all]
      for (const part of parts) part.stop()
      await devices.stop()
      relay.close()
      for (const each of all) await each.close()
      await memory.flush()
      await log.close()
      return ok(null)
    },
  }
}
