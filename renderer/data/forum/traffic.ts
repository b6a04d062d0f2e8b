import { deviceKeyAt, type Entry, openEnvelope, type OpenedEnvelope } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { channelAuthenticator } from '../mesh/index.ts'
import type { RelayLink } from '../relay/index.ts'
import { createSync, type Link, type Sync } from '../sync/index.ts'
import type { Core } from './core.ts'
import { type Documents, openDocuments } from './documents.ts'
import { createDoor } from './door.ts'
import { chainDocument, decodeEntries, encodeEntries } from './entriesFormat.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { forumScope } from './names.ts'
import { readAll } from './readAll.ts'
import type { StoredEnvelope } from '../log/index.ts'
import { createHeldBack } from './heldBack.ts'
import { createLocalSnapshots } from './localSnapshots.ts'
import type { Memory } from './memory.ts'
import { createOutgoing } from './outgoing.ts'
import { createPresence, encodePresence, presenceRenewal, type Presence } from './presence.ts'
import { createQuarantineReader } from './quarantineReader.ts'
import { createSnapshots, type Snapshots } from './snapshots.ts'
import type { StatusKeeper } from './status.ts'
import { createSyncStore } from './syncStore.ts'
import type { RoomName } from './types.ts'
import { createWriter } from './writer.ts'

/** What moving sealed bytes in and out needs. */
export interface TrafficSources {
  readonly core: Core
  readonly relay: RelayLink
  readonly relayUrl: string
  readonly memory: Memory
  readonly status: StatusKeeper
  readonly now: () => number
}

/** Everything that moves: documents, the two doors, the links and the mailbox. */
export interface Traffic {
  readonly documents: Documents
  readonly presence: Presence
  readonly exchange: Exchange
  readonly snapshots: Snapshots
  /** Adds own entries to the chain and sends them to all who are in now. */
  publish(entries: readonly Entry[]): Promise<Result<null>>
  /** Goes where the newest keys lead. */
  follow(): Promise<void>
  appear(room: RoomName, within: string | null): void
  /** Fails with 'database-failed', and closes nothing, while something could not be stored. */
  close(): Promise<Result<null>>
}

const housekeepingEvery = 1_000
/** How long a device that came into new keys waits for others' snapshots before it adds its own. */
const bridgeDelay = 4_000
const formatOfEntries = 1
const formatOfPresence = 1

/** Opens the documents and both doors, and begins to exchange. */
export async function openTraffic(sources: TrafficSources): Promise<Traffic> {
  const { core, status, memory } = sources
  const { sodium, log, chain, device, incarnation } = core
  const state = () => chain.state.read()
  const presence = createPresence()
  const heldBack = createHeldBack()
  let counter = 0
  let shown: { room: RoomName; within: string | null } = { room: 'home', within: null }

  const writer = createWriter({
    sodium,
    log,
    forum: core.held().forum,
    device: device.id,
    incarnation,
    signingSecret: device.signing.secretKey,
    current: core.currentKeys,
    heads: () => state().heads,
  })

  // One resolver for each state of the chain: it remembers what it looked up.
  let keyOf = deviceKeyAt(state())
  chain.state.subscribe(() => {
    keyOf = deviceKeyAt(state())
  })

  const open = (bytes: Uint8Array): Result<OpenedEnvelope> =>
    openEnvelope(sodium, core.keyring().keys, keyOf, bytes)

  const door = createDoor({
    sodium,
    log,
    documents: () => documents,
    open,
    onSnapshot: (opened) => snapshots.arrived(opened),
    onStored: (envelope) => {
      noteExchange(envelope.log.device)
      sync.offer(envelope)
      quarantine.soon()
    },
    onGap: (author) => void snapshots.waitsFor(author),
    onApplied: (document, count) => localSnapshots.count(document, count),
  })

  const quarantine = createQuarantineReader(log, receiveAny)
  const localSnapshots = createLocalSnapshots(
    log,
    () => documents,
    () => door.isIdle() && outgoing.unsaved() === 0,
    (failure) => status.problem('disk', failure),
  )

  const outgoing = createOutgoing({
    writer,
    onStored: send,
    onProblem: (failure) => status.problem('disk', failure),
  })

  const documents: Documents = await openDocuments({
    sodium,
    log,
    keys: () => core.keyring().keys,
    signingKey: deviceKeyOf,
    device: device.id,
    incarnation,
    cameWith: core.keyring().cameWith(state()),
    onUpdate: outgoing.write,
  })

  const snapshots = createSnapshots({
    sodium,
    log,
    device: device.id,
    documents: () => documents,
    writer,
    currentEpoch: () => core.currentKeys().epochId,
    cameWith: () => core.keyring().cameWith(state()),
    onTaken: () => {
      localSnapshots.due()
      quarantine.soon()
      sync.retry()
    },
    onWritten: send,
  })

  const sync: Sync = createSync({
    device: device.id,
    store: createSyncStore({ log, chain, door, isHeldBack: heldBack.has, onEntries: follow }),
    clock: {
      now: sources.now,
      after(milliseconds, run) {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    onPresence: hearPresence,
    onStatus(devices) {
      const linked = devices.filter((each) => each.linked).map((each) => memberOf(each.device))
      status.connected([...new Set(linked.filter((member) => member !== null))])
      for (const each of devices) {
        if (each.lastExchangedAt !== null) noteExchange(each.device, each.lastExchangedAt)
        if (!each.linked) presence.left(each.device)
      }
    },
  })

  const exchange = createExchange({
    sodium,
    relayUrl: sources.relayUrl,
    relay: sources.relay,
    authenticate: (keys) =>
      channelAuthenticator({ sodium, keys, device, signingKeyOf: deviceKeyOf }),
    onLink(link: Link) {
      sync.addLink(link)
      sayPresence()
    },
    onBlob: receiveBlob,
    cursor: memory.cursor,
    rememberCursor: memory.rememberCursor,
    onKept(stored) {
      memory.rememberKept(stored)
      status.waiting(exchange.waiting())
    },
    onForgotten() {
      memory.forgetKept()
      void memory.unkept().then((all) => {
        for (const stored of all) exchange.post(stored)
      })
    },
    onProblem: (failure) => status.problem('mailbox', failure),
  })

  function memberOf(id: DeviceId): MemberId | null {
    return state().devices.get(id)?.member ?? null
  }

  function deviceKeyOf(id: DeviceId): Result<Uint8Array> {
    return keyOf(id, state().heads)
  }

  function noteExchange(id: DeviceId, at = sources.now()): void {
    const member = memberOf(id)
    if (member === null || id === device.id) return
    status.exchanged(member, at)
    memory.rememberExchange(member, at)
  }

  /** While new keys are owed, own writing is kept and not sent. */
  function send(stored: StoredEnvelope): void {
    if (state().rotationOwed) return heldBack.add(stored)
    sync.offer(stored)
    exchange.post(stored)
    status.waiting(exchange.waiting())
  }

  /** Whatever lay in a mailbox or was laid aside: entries go to the chain, the rest to the door. */
  async function receiveAny(bytes: Uint8Array): Promise<Result<'placed' | 'waits'>> {
    const opened = open(bytes)
    if (!opened.ok) return door.refused(opened.failure, bytes, 'relay')
    const { header, payload } = opened.value
    if (header.kind === 'entry') return receiveEntries(payload)
    if (header.device === device.id) memory.sawOwn(header)
    const received = await door.receiveOpened(opened.value, bytes)
    if (!received.ok) return received
    return ok(received.value.outcome === 'gap' ? 'waits' : 'placed')
  }

  async function receiveEntries(payload: Uint8Array): Promise<Result<'placed' | 'waits'>> {
    const entries = decodeEntries(payload)
    if (!entries.ok) return entries
    const added = await chain.add(entries.value)
    if (!added.ok) return added
    if (added.value.length > 0) {
      sync.offerEntries(added.value, false)
      await follow()
    }
    return ok('placed')
  }

  async function receiveBlob(bytes: Uint8Array): Promise<void> {
    const received = await receiveAny(bytes)
    if (!received.ok && received.failure.code === 'database-failed')
      status.problem('disk', received.failure)
  }

  function hearPresence(bytes: Uint8Array, from: DeviceId): void {
    const opened = open(bytes)
    if (!opened.ok || opened.value.header.kind !== 'presence') return
    const { header, payload } = opened.value
    const member = memberOf(header.device)
    if (header.device !== from || member === null) return
    const said = {
      device: header.device,
      incarnation: header.incarnation,
      counter: header.seq,
      payload,
    }
    presence.heard(said, member, sources.now())
  }

  function sayPresence(): void {
    const payload = encodePresence(shown.room, shown.within)
    const sealed = writer.seal('presence', 'presence', formatOfPresence, ++counter, payload)
    if (sealed.ok) sync.tell(sealed.value)
  }

  async function follow(): Promise<void> {
    quarantine.soon()
    if (!state().rotationOwed) for (const stored of heldBack.release()) send(stored)
    const fresh = await core.refreshKeys()
    if (!fresh.ok) {
      status.problem('keys', fresh.failure)
      return
    }
    if (!fresh.value) return
    sync.retry()
    await exchange.move(core.currentKeys())
    sayPresence()
    const opener = state().epochs.get(core.currentKeys().epochId)?.opener
    if (opener !== device.id) setTimeout(() => void bridge(), bridgeDelay)
  }

  /** Own writing that the new keys' snapshots do not hold goes out once more, both ways. */
  async function bridge(): Promise<void> {
    const bridged = await snapshots.bridge()
    if (!bridged.ok) return status.problem('disk', bridged.failure)
    const own = new Set(
      bridged.value.map(({ log: name }) => `${name.document} ${name.incarnation}`),
    )
    const others = log
      .heads(forumScope)
      .filter(({ log: n }) => n.device !== device.id || !own.has(`${n.document} ${n.incarnation}`))
    for (const stored of await readAll(log, [...others, ...bridged.value])) exchange.post(stored)
  }

  const renewal = setInterval(sayPresence, presenceRenewal)
  const housekeeping = setInterval(() => {
    presence.expire(sources.now())
    localSnapshots.keepDue()
  }, housekeepingEvery)

  for (const stored of await memory.unkept()) exchange.post(stored)
  await exchange.move(core.currentKeys())

  return {
    documents,
    presence,
    exchange,
    snapshots,
    follow,
    async publish(entries) {
      // Sealed before the chain knows them: whoever reads it knows only the heads of before.
      const payload = encodeEntries(entries.map(({ bytes }) => bytes))
      const sealed = writer.seal('entry', chainDocument, formatOfEntries, 1, payload)
      if (!sealed.ok) return sealed
      const added = await chain.add(entries.map(({ bytes }) => bytes))
      if (!added.ok) return added
      sync.offerEntries(
        entries.map(({ id, bytes }) => ({ id, bytes })),
        true,
      )
      exchange.postSealed(sealed.value)
      return ok(null)
    },
    appear(room, within) {
      shown = { room, within }
      sayPresence()
    },
    async close() {
      for (const document of documents.values()) document.flush()
      await outgoing.settled()
      // What the disk refused stays open on the screen rather than being lost.
      if (outgoing.unsaved() > 0) return fail('database-failed')
      clearInterval(renewal)
      clearInterval(housekeeping)
      quarantine.stop()
      sync.stop()
      await exchange.stop()
      await localSnapshots.keepAll()
      for (const document of documents.values()) document.destroy()
      await memory.flush()
      await log.close()
      return ok(null)
    },
  }
}
