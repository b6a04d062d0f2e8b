import type { OpenedEnvelope } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { fail, type Failure, ok, type Result } from '#shared/result.ts'
import type { SealedLog } from '../../log/index.ts'
import type { Door, DoorAnswer } from '../door.ts'

/** What finding the door of an envelope needs. */
export interface DoorsSources {
  /** Decrypts, decodes and checks the author; see crypto's `openEnvelope`. */
  readonly open: (bytes: Uint8Array) => Result<OpenedEnvelope>
  readonly log: Pick<SealedLog, 'quarantine'>
  /** The door into a scope; null when this computer has no business there. */
  readonly doorOf: (scope: string) => Promise<Door | null>
  /** Whether a device may bring anything of this scope. */
  readonly mayBring: (scope: string, device: DeviceId) => boolean
}

/** The doors of all scopes: which one an envelope goes to, only its seal says. */
export interface Doors {
  /** Takes in what a linked device sent. */
  receive(bytes: Uint8Array, from: DeviceId): Promise<Result<DoorAnswer>>
  /** Takes in an envelope that was opened just now, however it came. */
  receiveOpened(opened: OpenedEnvelope, bytes: Uint8Array): Promise<Result<DoorAnswer>>
  /** What to do with what did not open: it is laid aside when its author's entries may still come. */
  refused(failure: Failure, bytes: Uint8Array, source: DeviceId | 'relay'): Promise<Result<'waits'>>
}

export function createDoors(sources: DoorsSources): Doors {
  async function receiveOpened(
    opened: OpenedEnvelope,
    bytes: Uint8Array,
  ): Promise<Result<DoorAnswer>> {
    const door = await sources.doorOf(opened.header.scope)
    return door === null ? fail('scope-outside') : door.receive(opened, bytes)
  }

  async function refused(
    failure: Failure,
    bytes: Uint8Array,
    source: DeviceId | 'relay',
  ): Promise<Result<'waits'>> {
    if (failure.code !== 'entry-parent-unknown') return { ok: false, failure }
    const kept = await sources.log.quarantine({ source, bytes })
    return kept.ok ? ok('waits') : kept
  }

  return {
    async receive(bytes, from) {
      const opened = sources.open(bytes)
      if (!opened.ok) {
        await refused(opened.failure, bytes, from)
        return opened
      }
      if (!sources.mayBring(opened.value.header.scope, from)) return fail('scope-outside')
      return receiveOpened(opened.value, bytes)
    },
    receiveOpened,
    refused,
  }
}
