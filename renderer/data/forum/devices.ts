import type { OpenedEnvelope } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { channelAuthenticator, type createMesh } from '../mesh/index.ts'
import { createSync, type Sync, type SyncStore } from '../sync/index.ts'
import type { Core } from './core.ts'
import { createLinks } from './links.ts'
import { createMeeting } from './meeting.ts'
import type { Memory } from './memory.ts'
import { createPresenceTalk, type PresenceTalk } from './presenceTalk.ts'
import type { StatusKeeper } from './status.ts'
import type { Writer } from './writer.ts'

/** What meeting other devices needs. */
export interface DevicesSources {
  readonly core: Core
  readonly relayUrl: string
  readonly memory: Pick<Memory, 'rememberExchange'>
  readonly status: StatusKeeper
  readonly now: () => number
  readonly createMesh?: typeof createMesh
  readonly signingKeyOf: (device: DeviceId) => Result<Uint8Array>
  /** Opens an envelope of whatever scope. */
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  /** Seals for the home scope. */
  readonly seal: Writer['seal']
  readonly store: SyncStore
  /** Something for one member alone came over a link. */
  readonly onPrivate: (bytes: Uint8Array, from: DeviceId) => Promise<void>
  /** Devices are linked, or no longer. */
  readonly onLinked: () => void
  /** False while those who are out may still hold the newest keys that there are. */
  readonly mayTell: () => boolean
}

/** The other devices: the room in which one meets them, the links, what goes over them, who is where. */
export interface Devices {
  readonly sync: Sync
  readonly talk: PresenceTalk
  /** Something came from a device, or went to it. */
  noteExchange(device: DeviceId, at?: number): void
  /** Goes to the room of the home scope's newest keys. */
  meet(): Promise<void>
  /** Waits until whoever was just put outside has heard why. */
  lastWords(): Promise<void>
  /** This person is out: ends every link, and meets nobody any more. */
  retire(): void
  stop(): Promise<void>
}

/** Meets nobody before `meet`. */
export function createDevices(sources: DevicesSources): Devices {
  const { core, memory, status, now } = sources
  const { sodium, chain, device, homeScope } = core
  const state = () => chain.state.read()
  const memberOf = (id: DeviceId): MemberId | null => state().devices.get(id)?.member ?? null
  const links = createLinks((id) => state().devices.has(id))

  const talk = createPresenceTalk({
    seal: sources.seal,
    scope: homeScope,
    open: sources.open,
    memberOf,
    now,
    tell: (sealed) => {
      if (sources.mayTell()) sync.tell(sealed)
    },
  })
  const sync: Sync = createSync({
    device: device.id,
    store: sources.store,
    clock: {
      now,
      after(milliseconds, run) {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    onPresence: talk.hear,
    onPrivate: sources.onPrivate,
    onStatus(devices) {
      sources.onLinked()
      const linked = devices.filter((each) => each.linked).map((each) => memberOf(each.device))
      status.connected([...new Set(linked.filter((member) => member !== null))])
      for (const each of devices) {
        if (each.lastExchangedAt !== null) noteExchange(each.device, each.lastExchangedAt)
        if (!each.linked) talk.presence.left(each.device)
      }
    },
  })
  const meeting = createMeeting({
    sodium,
    relayUrl: sources.relayUrl,
    ...(sources.createMesh && { createMesh: sources.createMesh }),
    authenticate: (keys) =>
      channelAuthenticator({ sodium, keys, device, signingKeyOf: sources.signingKeyOf }),
    onLink(link) {
      sync.addLink(links.add(link))
      talk.say()
    },
  })
  const unsubscribe = chain.state.subscribe(links.look)

  function noteExchange(id: DeviceId, at = now()): void {
    const member = memberOf(id)
    if (member === null || id === device.id) return
    status.exchanged(member, at)
    memory.rememberExchange(member, at)
  }

  return {
    sync,
    talk,
    noteExchange,
    async meet() {
      const keys = core.currentKeys(homeScope)
      if (keys !== null) await meeting.move(keys)
    },
    lastWords: links.lastWords,
    retire() {
      talk.stop()
      links.endSoon()
      void links.lastWords().then(meeting.stop)
      status.connected([])
    },
    stop() {
      unsubscribe()
      for (const part of [talk, links, sync]) part.stop()
      return meeting.stop()
    },
  }
}
