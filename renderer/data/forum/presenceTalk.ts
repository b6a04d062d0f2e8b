import type { OpenedEnvelope } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { createPresence, encodePresence, type Presence, presenceRenewal } from './presence.ts'
import type { TextMark } from '../docs/index.ts'
import type { RoomName } from './types.ts'
import type { Writer } from './writer.ts'

/** What saying and hearing who is where needs. */
export interface PresenceTalkSources {
  readonly seal: Writer['seal']
  /** The scope in which one says it. */
  readonly scope: string
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
  /** One writes there; said a few times a second at most. It counts while one is within that text. */
  moveCaret(within: string, mark: TextMark | null): void
  /** Says it once more, for somebody who has just come. */
  say(): void
  hear(bytes: Uint8Array, from: DeviceId): void
  stop(): void
}

const formatOfPresence = 1
const expiryEvery = 1_000
/** A caret that moves on within this time, in milliseconds, is said once. */
const caretPause = 150

export function createPresenceTalk(sources: PresenceTalkSources): PresenceTalk {
  const presence = createPresence()
  let counter = 0
  let shown: { room: RoomName; within: string | null } = { room: 'home', within: null }
  let caret: { within: string; mark: TextMark | null } | null = null
  let waiting: ReturnType<typeof setTimeout> | null = null

  function say(): void {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
    const mark = caret?.within === shown.within ? (caret?.mark ?? null) : null
    const payload = encodePresence(shown.room, shown.within, mark)
    const sealed = sources.seal('presence', 'presence', formatOfPresence, ++counter, payload)
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
    moveCaret(within, mark) {
      const before = JSON.stringify(caret)
      caret = { within, mark }
      if (JSON.stringify(caret) !== before) waiting ??= setTimeout(say, caretPause)
    },
    say,
    hear(bytes, from) {
      const opened = sources.open(bytes)
      if (!opened.ok || opened.value.header.kind !== 'presence') return
      const { header, payload } = opened.value
      if (header.scope !== sources.scope) return
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
      if (waiting !== null) clearTimeout(waiting)
      clearInterval(renewal)
      clearInterval(expiry)
    },
  }
}
