import type { OpenedEnvelope } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { createPresence, encodePresence, type Presence, presenceRenewal } from './presence.ts'
import type { RoomName } from './types.ts'
import type { Writer } from './writer.ts'

/** What saying and hearing who is where needs. */
export interface PresenceTalkSources {
  readonly writer: Writer
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  readonly memberOf: (device: DeviceId) => MemberId | null
  readonly now: () => number
  /** Sends to every link. */
  readonly tell: (sealed: Uint8Array) => void
}

/** Presence on the links: sealed as everything else, never stored, never given to the relay. */
export interface PresenceTalk {
  readonly presence: Presence
  /** From now on this is where we are. */
  appear(room: RoomName, within: string | null): void
  /** Says it once more, for somebody who has just come. */
  say(): void
  hear(bytes: Uint8Array, from: DeviceId): void
  stop(): void
}

const formatOfPresence = 1
const expiryEvery = 1_000

export function createPresenceTalk(sources: PresenceTalkSources): PresenceTalk {
  const presence = createPresence()
  let counter = 0
  let shown: { room: RoomName; within: string | null } = { room: 'home', within: null }

  function say(): void {
    const payload = encodePresence(shown.room, shown.within)
    const sealed = sources.writer.seal('presence', 'presence', formatOfPresence, ++counter, payload)
    if (sealed.ok) sources.tell(sealed.value)
  }

  const renewal = setInterval(say, presenceRenewal)
  const expiry = setInterval(() => presence.expire(sources.now()), expiryEvery)

  return {
    presence,
    appear(room, within) {
      shown = { room, within }
      say()
    },
    say,
    hear(bytes, from) {
      const opened = sources.open(bytes)
      if (!opened.ok || opened.value.header.kind !== 'presence') return
      const { header, payload } = opened.value
      const member = sources.memberOf(header.device)
      // Everybody speaks for themselves: what another device passes on may be old.
      if (header.device !== from || member === null) return
      presence.heard(
        {
          device: header.device,
          incarnation: header.incarnation,
          counter: header.seq,
          payload,
        },
        member,
        sources.now(),
      )
    },
    stop() {
      clearInterval(renewal)
      clearInterval(expiry)
    },
  }
}
