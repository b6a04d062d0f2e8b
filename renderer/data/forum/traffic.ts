import { deviceKeyAt, type Entry, openEnvelope, type OpenedEnvelope } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { SharedDocument } from '../docs/index.ts'
import { channelAuthenticator } from '../mesh/index.ts'
import type { RelayLink } from '../relay/index.ts'
import { createSync, type Link, type Sync } from '../sync/index.ts'
import type { Core } from './core.ts'
import { type Documents, keepLocalSnapshot, openDocuments } from './documents.ts'
import { createDoor } from './door.ts'
import { chainDocument, decodeEntries, encodeEntries } from './entriesFormat.ts'
import { createExchange, type Exchange } from './exchange.ts'
import type { Memory } from './memory.ts'
import { type DocumentName, documentNames } from './names.ts'
import { createOutgoing } from './outgoing.ts'
import { createPresence, encodePresence, presenceRenewal, type Presence } from './presence.ts'
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
  close(): Promise<void>
}

/** After so many updates a document's state is kept again, so that the forum opens quickly. */
const updatesPerLocalSnapshot = 300
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
  const applied = new Map<SharedDocument, number>()
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

  const open = (bytes: Uint8Array): Result<OpenedEnvelope> =>
    openEnvelope(sodium, core.keyring().keys, deviceKeyAt(state()), bytes)

  const door = createDoor({
    sodium,
    log,
    documents: () => documents,
    open,
    onSnapshot: (opened) => snapshots.arrived(opened),
    onStored: (envelope) => {
      noteExchange(envelope.log.device)
      sync.offer(envelope)
      retryQuarantine()
    },
    onApplied: (document, count) => applied.set(document, (applied.get(document) ?? 0) + count),
  })

  const outgoing = createOutgoing({
    writer,
    onStored: send,
    onProblem: status.problem,
  })

  const documents: Documents = await openDocuments({
    sodium,
    log,
    keys: () => core.keyring().keys,
    signingKey: deviceKeyOf,
    device: device.id,
    incarnation,
    cameLater: core.keyring().lacksEarlier(state()),
    onUpdate: outgoing.write,
  })

  const snapshots = createSnapshots({
    sodium,
    log,
    device: device.id,
    documents: () => documents,
    writer,
    currentEpoch: () => core.currentKeys().epochId,
    cameLater: () => core.keyring().lacksEarlier(state()),
    onTaken: () => {
      for (const document of documents.values()) applied.set(document, updatesPerLocalSnapshot)
      retryQuarantine()
      sync.retry()
    },
    onWritten: send,
  })

  const sync: Sync = createSync({
    device: device.id,
    store: createSyncStore({ log, chain, door, onEntries: follow }),
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
    onProblem(result) {
      if (!result.ok) status.problem(result.failure)
    },
  })

  function memberOf(id: DeviceId): MemberId | null {
    return state().devices.get(id)?.member ?? null
  }

  function deviceKeyOf(id: DeviceId): Result<Uint8Array> {
    return deviceKeyAt(state())(id, state().heads)
  }

  function noteExchange(id: DeviceId, at = sources.now()): void {
    const member = memberOf(id)
    if (member === null || id === device.id) return
    status.exchanged(member, at)
    memory.rememberExchange(member, at)
  }

  function send(stored: Parameters<Exchange['post']>[0]): void {
    sync.offer(stored)
    exchange.post(stored)
    status.waiting(exchange.waiting())
  }

  async function receiveBlob(bytes: Uint8Array): Promise<void> {
    const opened = open(bytes)
    if (opened.ok && opened.value.header.kind === 'entry') {
      const entries = decodeEntries(opened.value.payload)
      const added = entries.ok ? await chain.add(entries.value) : entries
      if (added.ok && added.value.length > 0) {
        sync.offerEntries(added.value, false)
        await follow()
      }
      return
    }
    if (opened.ok && opened.value.header.device === device.id) memory.sawOwn(opened.value.header)
    const received = opened.ok
      ? await door.receiveOpened(opened.value, bytes)
      : await door.receive(bytes, 'relay')
    if (!received.ok && received.failure.code === 'database-failed')
      status.problem(received.failure)
  }

  let retrying = false
  function retryQuarantine(): void {
    if (retrying) return
    retrying = true
    setTimeout(() => {
      void readQuarantineAgain().finally(() => {
        retrying = false
      })
    }, 100)
  }

  /** What could not be placed is taken out and comes through the door again, like anything new. */
  async function readQuarantineAgain(): Promise<void> {
    const held = await log.quarantined()
    if (!held.ok || held.value.length === 0) return
    for (const envelope of held.value) {
      const received = await door.receive(envelope.bytes, 'relay')
      const placed = received.ok && received.value.outcome !== 'gap'
      const refused = !received.ok && received.failure.code !== 'entry-parent-unknown'
      if (placed || refused) await log.release([envelope])
    }
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
    const fresh = await core.refreshKeys()
    if (!fresh.ok) {
      status.problem(fresh.failure)
      return
    }
    if (!fresh.value) return
    retryQuarantine()
    sync.retry()
    await exchange.move(core.currentKeys())
    sayPresence()
    const opener = state().epochs.get(core.currentKeys().epochId)?.opener
    if (opener !== device.id) setTimeout(() => void snapshots.bridge(), bridgeDelay)
  }

  const renewal = setInterval(sayPresence, presenceRenewal)
  const housekeeping = setInterval(() => {
    presence.expire(sources.now())
    for (const [name, document] of documents) keepIfDue(name, document, updatesPerLocalSnapshot)
  }, housekeepingEvery)

  /** Only while nothing is on its way, so that the state holds all that the log's heads say. */
  function keepIfDue(name: DocumentName, document: SharedDocument, due: number): void {
    if ((applied.get(document) ?? 0) < due || !door.isIdle() || outgoing.unsaved() > 0) return
    applied.set(document, 0)
    void keepLocalSnapshot(log, name, document).then((kept) => {
      if (!kept.ok) status.problem(kept.failure)
    })
  }

  for (const stored of await memory.unkept()) exchange.post(stored)
  await exchange.move(core.currentKeys())

  return {
    documents,
    presence,
    exchange,
    snapshots,
    follow,
    async publish(entries) {
      const added = await chain.add(entries.map(({ bytes }) => bytes))
      if (!added.ok) return added
      const placed = entries.map(({ id, bytes }) => ({ id, bytes }))
      sync.offerEntries(placed, true)
      const payload = encodeEntries(entries.map(({ bytes }) => bytes))
      const sealed = writer.seal('entry', chainDocument, formatOfEntries, 1, payload)
      if (!sealed.ok) return sealed
      const posted = await exchange.postSealed(sealed.value)
      // Without the relay the entries still reach whoever is linked, now or later.
      if (!posted.ok) status.problem(posted.failure)
      return ok(null)
    },
    appear(room, within) {
      shown = { room, within }
      sayPresence()
    },
    async close() {
      clearInterval(renewal)
      clearInterval(housekeeping)
      for (const document of documents.values()) document.flush()
      await outgoing.settled()
      sync.stop()
      await exchange.stop()
      for (const name of documentNames) {
        const document = documents.get(name)
        if (document === undefined) continue
        if (outgoing.unsaved() === 0 && door.isIdle()) await keepLocalSnapshot(log, name, document)
        document.destroy()
      }
      await memory.flush()
      await log.close()
    },
  }
}
