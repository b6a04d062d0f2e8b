import { type EpochKeys, roomName, roomPassword, type Sodium } from '#crypto'
import type { EpochId } from '#shared/ids.ts'
import { type Authenticate, createMesh, type Mesh } from '../mesh/index.ts'
import { signallingUrl } from '../relay/index.ts'
import type { Link } from '../sync/index.ts'

/** What meeting other devices needs. */
export interface MeetingSources {
  readonly sodium: Sodium
  readonly relayUrl: string
  readonly createMesh?: typeof createMesh
  readonly authenticate: (keys: EpochKeys) => Authenticate
  readonly onLink: (link: Link) => void
}

/** The one room in which the devices of a forum meet; what they exchange there is of all scopes. */
export interface Meeting {
  /** Goes to the room of these keys. One call at a time. */
  move(keys: EpochKeys): Promise<void>
  /** Meets nobody any more. */
  stop(): Promise<void>
}

/** Enters no room until `move` named the keys. */
export function createMeeting(sources: MeetingSources): Meeting {
  const { sodium } = sources
  const openMesh = sources.createMesh ?? createMesh
  let mesh: Mesh | null = null
  let room: EpochId | null = null
  let stopped = false

  async function leave(): Promise<void> {
    await mesh?.destroy()
    mesh = null
  }

  return {
    async move(keys) {
      if (stopped || room === keys.epochId) return
      room = keys.epochId
      await leave()
      if (stopped) return
      mesh = openMesh({
        signalling: signallingUrl(sources.relayUrl),
        room: roomName(sodium, keys),
        password: roomPassword(sodium, keys),
        authenticate: sources.authenticate(keys),
        iceServers: [],
        onLink: sources.onLink,
      })
    },
    stop() {
      stopped = true
      return leave()
    },
  }
}
