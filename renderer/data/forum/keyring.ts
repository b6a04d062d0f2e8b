import {
  acceptEpoch,
  deriveEpochKeys,
  type DeviceSecrets,
  type EpochKeys,
  type ForumState,
  type Sodium,
} from '#crypto'
import type { EpochId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import type { HeldForum } from '../profile/index.ts'

/** The epoch keys that this computer holds, newest last. */
export interface Keyring {
  readonly keys: readonly EpochKeys[]
  get(epoch: EpochId): EpochKeys | undefined
  /** The epoch this device came with; null when it holds the forum's first one. */
  cameWith(state: ForumState): EpochId | null
}

/** What reading the chain for new keys led to. */
export interface KeyringStep {
  readonly held: HeldForum
  readonly added: boolean
  readonly refused: readonly Failure[]
}

/** Derives the working keys of every epoch held. */
export function openKeyring(sodium: Sodium, held: HeldForum): Keyring {
  const keys = held.epochs.map(({ scope, epochId, key }) =>
    deriveEpochKeys(sodium, { forum: held.forum, scope, epochId, epochKey: key }),
  )
  const byId = new Map(keys.map((each) => [each.epochId, each]))
  return {
    keys,
    get: (epoch) => byId.get(epoch),
    cameWith(state) {
      const inOrder = [...state.epochs.values()].sort((a, b) => a.lamport - b.lamport)
      const first = inOrder.find((epoch) => byId.has(epoch.id))
      return first === undefined || first === inOrder[0] ? null : first.id
    },
  }
}

/**
 * Opens every epoch of the chain that names this device and is not held yet. An epoch that was
 * made wrongly is refused and reported; it is never used.
 */
export function takeNewEpochs(
  sodium: Sodium,
  held: HeldForum,
  device: DeviceSecrets,
  state: ForumState,
): KeyringStep {
  const known = new Set(held.epochs.map(({ epochId }) => epochId))
  const epochs = [...held.epochs]
  const refused: Failure[] = []
  for (const [epochId, epoch] of state.epochs) {
    if (known.has(epochId) || !epoch.devices.has(device.id)) continue
    const opened = acceptEpoch(sodium, state, epoch.entry, device)
    if (opened.ok) epochs.push({ scope: 'forum', epochId, key: opened.value.epochKey })
    else refused.push(opened.failure)
  }
  const added = epochs.length > held.epochs.length
  return { held: added ? { ...held, epochs } : held, added, refused }
}
