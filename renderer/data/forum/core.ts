import { decodeDevice, type DeviceSecrets, type EpochKeys, type Sodium } from '#crypto'
import { type EpochId, type IncarnationId, toHex } from '#shared/ids.ts'
import { fail, type Failure, invariant, ok, type Result } from '#shared/result.ts'
import { openSealedLog, type SealedLog } from '../log/index.ts'
import type { HeldForum, Profile } from '../profile/index.ts'
import { type Chain, openChain } from './chain.ts'
import {
  findNewEpochs,
  type Keyring,
  openKeyring,
  type WrongBoxes,
  withEpochs,
  withoutScopes,
} from './keyring.ts'
import { sealingPairs } from './keys/sealingKeys.ts'
import { grantsTo } from './keys/takeKey.ts'
import { homeScopeOf } from './scopes/access.ts'

/** What an open forum rests on: its keys, its chain and its log. */
export interface Core {
  readonly sodium: Sodium
  readonly profile: Profile
  readonly device: DeviceSecrets
  /** The scope in which devices meet and entries travel. */
  readonly homeScope: string
  readonly log: SealedLog
  readonly chain: Chain
  held(): HeldForum
  keyring(): Keyring
  /**
   * The keys that are written with now in a scope: of its current epoch, or of the newest one that is
   * held while that one cannot be opened here; null when none is held.
   */
  currentKeys(scope: string): EpochKeys | null
  /** Takes the keys of scopes out of the vault for good. */
  eraseScopes(scopes: ReadonlySet<string>): Promise<Result<null>>
  /** A name for logs that nobody has written in: of this start of the program, or of one scope in it. */
  newIncarnation(): IncarnationId
  /**
   * Takes the keys that the chain holds for this device into the vault. Answers whether there were
   * new ones. What was made wrongly is reported and never used.
   */
  refreshKeys(): Promise<Result<boolean>>
  /** Epochs that cover this device and whose key it could not get, and why. */
  refused(): ReadonlyMap<EpochId, Failure>
  /** Epochs whose key is held, and of which others got junk; as seen since the forum was opened. */
  wrong(): ReadonlyMap<EpochId, WrongBoxes>
}

/** Opens what a forum rests on. Fails with what the disk, the vault or the chain fail with. */
export async function openCore(
  sodium: Sodium,
  profile: Profile,
  onRefusedKeys: (failure: Failure) => void,
): Promise<Result<Core>> {
  const { forum } = profile.contents.read()
  if (forum === null) return fail('vault-missing')
  const device = decodeDevice(sodium, forum.device)
  if (!device.ok) return fail('vault-corrupted', 'device')
  const log = await openSealedLog({
    name: forum.database.name,
    rowKey: forum.database.rowKey,
    sodium,
    expect: 'existing',
  })
  if (!log.ok) return log
  const chain = await openChain(sodium, forum.forum, log.value)
  const core = chain.ok
    ? await build(sodium, profile, device.value, log.value, chain.value, onRefusedKeys)
    : chain
  // Whoever tries again must not find a second handle on the same database.
  if (!core.ok) await log.value.close()
  return core
}

async function build(
  sodium: Sodium,
  profile: Profile,
  device: DeviceSecrets,
  log: SealedLog,
  chain: Chain,
  onRefusedKeys: (failure: Failure) => void,
): Promise<Result<Core>> {
  const refused = new Map<EpochId, Failure>()
  const wrong = new Map<EpochId, WrongBoxes>()
  let keyring = openKeyring(sodium, held())

  function held(): HeldForum {
    const { forum } = profile.contents.read()
    invariant(forum !== null, 'an open forum is in the vault')
    return forum
  }

  async function refreshKeys(): Promise<Result<boolean>> {
    const state = chain.state.read()
    // What was refused is tried again when somebody has granted it.
    const stillRefused = [...refused.keys()].filter((id) => {
      const epoch = state.epochs.get(id)
      return epoch === undefined || grantsTo(state, epoch, device.id).length === 0
    })
    const known = new Set([...keyring.held, ...stillRefused, ...held().erased])
    const found = findNewEpochs(sodium, device, state, known, sealingPairs(sodium, held()))
    for (const [epochId, failure] of found.refused) {
      if (!refused.has(epochId)) onRefusedKeys(failure)
      refused.set(epochId, failure)
    }
    if (found.accepted.length === 0) return ok(false)
    const stored = await profile.change((contents) => ({
      ...contents,
      forum: contents.forum && withEpochs(contents.forum, found.accepted),
    }))
    if (!stored.ok) return stored
    for (const { epochId } of found.accepted) refused.delete(epochId)
    for (const [epochId, boxes] of found.wrong) wrong.set(epochId, boxes)
    keyring = openKeyring(sodium, held())
    return ok(true)
  }

  const core: Core = {
    sodium,
    profile,
    device,
    homeScope: homeScopeOf(held()),
    log,
    chain,
    held,
    keyring: () => keyring,
    currentKeys(scope) {
      const state = chain.state.read()
      const currentEpoch = state.scopes.get(scope)?.currentEpoch ?? null
      const keys = currentEpoch === null ? undefined : keyring.get(currentEpoch)
      return keys ?? keyring.newestFirst(state, scope)[0] ?? keyring.ofScope(scope).at(-1) ?? null
    },
    async eraseScopes(scopes) {
      const erased = await profile.change((contents) => ({
        ...contents,
        forum: contents.forum && withoutScopes(contents.forum, scopes),
      }))
      if (erased.ok) keyring = openKeyring(sodium, held())
      return erased
    },
    // The bytes are 16, as an incarnation's are.
    newIncarnation: () => toHex(sodium.random(16)) as IncarnationId,
    refreshKeys,
    refused: () => refused,
    wrong: () => wrong,
  }
  const refreshed = await refreshKeys()
  if (!refreshed.ok) return refreshed
  if (keyring.keys.length === 0) return fail('vault-missing', 'epoch keys')
  return ok(core)
}
