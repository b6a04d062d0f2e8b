import {
  deriveEpochKeys,
  type DeviceSecrets,
  type EpochKeys,
  type EpochState,
  type ForumState,
  type KeyPair,
  type Sodium,
} from '#crypto'
import type { DeviceId, EpochId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import type { HeldForum } from '../profile/index.ts'
import { takeKey } from './keys/takeKey.ts'
import { forumScope } from './names.ts'

type HeldEpoch = HeldForum['epochs'][number]

/** The epoch keys that this computer holds. */
export interface Keyring {
  /** Those of the scope `forum`: all that is written today is written under them. */
  readonly keys: readonly EpochKeys[]
  /** All epochs held, whatever their scope. */
  readonly held: ReadonlySet<EpochId>
  get(epoch: EpochId): EpochKeys | undefined
  /**
   * All keys of the forum's epochs that count, newest first: by Lamport, then by id, as the chain decides. Two
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
  /** Taken, although somebody else's box is wrong: who made it, and who got junk. */
  readonly wrong: ReadonlyMap<EpochId, WrongBoxes>
}

/** Keys that were made wrongly for others. */
export interface WrongBoxes {
  readonly by: DeviceId
  readonly cheated: readonly DeviceId[]
}

/** Derives the working keys of every epoch held. */
export function openKeyring(sodium: Sodium, held: HeldForum): Keyring {
  const keys = held.epochs
    .filter(({ scope }) => scope === forumScope)
    .map(({ scope, epochId, key }) =>
      deriveEpochKeys(sodium, { forum: held.forum, scope, epochId, epochKey: key }),
    )
  const byId = new Map(keys.map((each) => [each.epochId, each]))
  const inOrder = (state: ForumState) =>
    forumEpochs(state).sort((a, b) => b.lamport - a.lamport || (a.id < b.id ? -1 : 1))
  return {
    keys,
    held: new Set(held.epochs.map(({ epochId }) => epochId)),
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
 * Opens every epoch of the chain that names this device and is not among `known`, with whichever of
 * these pairs it was sealed to. A key that this device's box and all grants withhold is never used.
 */
export function findNewEpochs(
  sodium: Sodium,
  device: DeviceSecrets,
  state: ForumState,
  known: ReadonlySet<EpochId>,
  pairs: readonly KeyPair[] = [device.sealing],
): NewEpochs {
  const accepted: HeldEpoch[] = []
  const refused = new Map<EpochId, Failure>()
  const wrong = new Map<EpochId, WrongBoxes>()
  for (const [epochId, epoch] of state.epochs) {
    if (known.has(epochId) || !epoch.devices.has(device.id)) continue
    const opened = takeKey(sodium, state, epoch, device, pairs)
    if (!opened.ok) {
      refused.set(epochId, opened.failure)
      continue
    }
    const { epochKey, wrongBy, cheated } = opened.value
    accepted.push({ scope: epoch.scope, epochId, key: epochKey })
    if (wrongBy !== null) wrong.set(epochId, { by: wrongBy, cheated })
  }
  return { accepted, refused, wrong }
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
  return forumEpochs(state).every((other) => other.lamport >= lamport)
}

function forumEpochs(state: ForumState): EpochState[] {
  return [...state.epochs.values()].filter(({ scope }) => scope === forumScope)
}
