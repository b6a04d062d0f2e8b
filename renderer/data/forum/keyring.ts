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

type HeldEpoch = HeldForum['epochs'][number]

/** The epoch keys that this computer holds. */
export interface Keyring {
  /** Of all scopes. */
  readonly keys: readonly EpochKeys[]
  readonly held: ReadonlySet<EpochId>
  get(epoch: EpochId): EpochKeys | undefined
  /** Those of one scope, in the order in which they were taken in. */
  ofScope(scope: string): readonly EpochKeys[]
  /**
   * The keys of a scope's epochs that count, newest first: by Lamport, then by id, as the chain
   * decides. Two who hold the same keys have them in the same order, however they came by them.
   */
  newestFirst(state: ForumState, scope: string): readonly EpochKeys[]
  /** The epoch with which this device came into a scope; null when it holds the scope's first one. */
  cameWith(state: ForumState, scope: string): EpochId | null
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
  const keys = held.epochs.map(({ scope, epochId, key }) =>
    deriveEpochKeys(sodium, { forum: held.forum, scope, epochId, epochKey: key }),
  )
  const byId = new Map(keys.map((each) => [each.epochId, each]))
  const inOrder = (state: ForumState, scope: string) =>
    epochsOf(state, scope).sort((a, b) => b.lamport - a.lamport || (a.id < b.id ? -1 : 1))
  return {
    keys,
    held: new Set(held.epochs.map(({ epochId }) => epochId)),
    get: (epoch) => byId.get(epoch),
    ofScope: (scope) => keys.filter((each) => each.scope === scope),
    newestFirst: (state, scope) => inOrder(state, scope).flatMap(({ id }) => byId.get(id) ?? []),
    cameWith(state, scope) {
      const epochs = inOrder(state, scope)
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

/** What is held, without the keys of these scopes; they are not taken from the chain again. */
export function withoutScopes(held: HeldForum, scopes: ReadonlySet<string>): HeldForum {
  const gone = held.epochs.filter(({ scope }) => scopes.has(scope))
  return {
    ...held,
    epochs: held.epochs.filter(({ scope }) => !scopes.has(scope)),
    erased: [...held.erased, ...gone.map(({ epochId }) => epochId)],
  }
}

/** Whether an epoch is its scope's first: nobody came with it later. */
export function isFirstEpoch(state: ForumState, epoch: EpochId): boolean {
  const known = state.epochs.get(epoch)
  if (known === undefined) return true
  return epochsOf(state, known.scope).every((other) => other.lamport >= known.lamport)
}

function epochsOf(state: ForumState, scope: string): EpochState[] {
  return [...state.epochs.values()].filter((epoch) => epoch.scope === scope)
}
