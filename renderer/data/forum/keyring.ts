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
import { forumScope } from './names.ts'

type HeldEpoch = HeldForum['epochs'][number]

/** The epoch keys that this computer holds. */
export interface Keyring {
  readonly keys: readonly EpochKeys[]
  get(epoch: EpochId): EpochKeys | undefined
  /**
   * All keys of epochs that count, newest first: by Lamport, then by id, as the chain decides. Two
   * members who hold the same keys have them in the same order, however they came by them.
   */
  newestFirst(state: ForumState): readonly EpochKeys[]
  /** The epoch this device came with; null when it holds the forum's first one. */
  cameWith(state: ForumState): EpochId | null
}

/** What reading the chain for new keys led to. */
export interface NewEpochs {
  readonly accepted: readonly HeldEpoch[]
  /** Made wrongly: why, and which, so that they are not tried again. */
  readonly refused: ReadonlyMap<EpochId, Failure>
}

/** Derives the working keys of every epoch held. */
export function openKeyring(sodium: Sodium, held: HeldForum): Keyring {
  const keys = held.epochs.map(({ scope, epochId, key }) =>
    deriveEpochKeys(sodium, { forum: held.forum, scope, epochId, epochKey: key }),
  )
  const byId = new Map(keys.map((each) => [each.epochId, each]))
  const inOrder = (state: ForumState) =>
    [...state.epochs.values()].sort((a, b) => b.lamport - a.lamport || (a.id < b.id ? -1 : 1))
  return {
    keys,
    get: (epoch) => byId.get(epoch),
    newestFirst: (state) => inOrder(state).flatMap(({ id }) => byId.get(id) ?? []),
    cameWith(state) {
      const epochs = inOrder(state)
      const first = [...epochs].reverse().find((epoch) => byId.has(epoch.id))
      return first === undefined || first === epochs.at(-1) ? null : first.id
    },
  }
}

/**
 * Opens every epoch of the chain that names this device and is not among `known`. An epoch that was
 * made wrongly is never used.
 */
export function findNewEpochs(
  sodium: Sodium,
  device: DeviceSecrets,
  state: ForumState,
  known: ReadonlySet<EpochId>,
): NewEpochs {
  const accepted: HeldEpoch[] = []
  const refused = new Map<EpochId, Failure>()
  for (const [epochId, epoch] of state.epochs) {
    if (known.has(epochId) || !epoch.devices.has(device.id)) continue
    const opened = acceptEpoch(sodium, state, epoch.entry, device)
    if (opened.ok) accepted.push({ scope: forumScope, epochId, key: opened.value.epochKey })
    else refused.set(epochId, opened.failure)
  }
  return { accepted, refused }
}

/** What is held, with these epochs besides. */
export function withEpochs(held: HeldForum, epochs: readonly HeldEpoch[]): HeldForum {
  const known = new Set(held.epochs.map(({ epochId }) => epochId))
  return {
    ...held,
    epochs: [...held.epochs, ...epochs.filter(({ epochId }) => !known.has(epochId))],
  }
}

/** Whether an epoch is the forum's first: nobody came with it later. */
export function isFirstEpoch(state: ForumState, epoch: EpochId): boolean {
  const lamport = state.epochs.get(epoch)?.lamport ?? 0
  return [...state.epochs.values()].every((other) => other.lamport >= lamport)
}
