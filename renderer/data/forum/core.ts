import { decodeDevice, type DeviceSecrets, type EpochKeys, type Sodium } from '#crypto'
import { type IncarnationId, toHex } from '#shared/ids.ts'
import { fail, type Failure, invariant, ok, type Result } from '#shared/result.ts'
import { openSealedLog, type SealedLog } from '../log/index.ts'
import type { HeldForum, Profile } from '../profile/index.ts'
import { type Chain, openChain } from './chain.ts'
import { type Keyring, openKeyring, takeNewEpochs } from './keyring.ts'

/** What an open forum rests on: its keys, its chain and its log. */
export interface Core {
  readonly sodium: Sodium
  readonly profile: Profile
  readonly device: DeviceSecrets
  readonly incarnation: IncarnationId
  readonly log: SealedLog
  readonly chain: Chain
  held(): HeldForum
  keyring(): Keyring
  /** The keys that are written with now. */
  currentKeys(): EpochKeys
  /**
   * Takes the keys that the chain holds for this device into the vault. Answers whether there were
   * new ones. What was made wrongly is reported and never used.
   */
  refreshKeys(): Promise<Result<boolean>>
}

/** Opens what a forum rests on. Fails with what the disk, the vault or the chain fail with. */
export async function openCore(
  sodium: Sodium,
  profile: Profile,
  onRefusedKeys: (failure: Failure) => void,
): Promise<Result<Core>> {
  const first = profile.contents.read().forum
  if (first === null) return fail('vault-missing')
  const decoded = decodeDevice(sodium, first.device)
  if (!decoded.ok) return fail('vault-corrupted', 'device')
  const device = decoded.value
  const log = await openSealedLog({
    name: first.database.name,
    rowKey: first.database.rowKey,
    sodium,
    expect: 'existing',
  })
  if (!log.ok) return log
  const opened = await openChain(sodium, first.forum, log.value)
  if (!opened.ok) return opened
  const chain = opened.value
  let keyring = openKeyring(sodium, first)

  function held(): HeldForum {
    const { forum } = profile.contents.read()
    invariant(forum !== null, 'an open forum is in the vault')
    return forum
  }

  async function refreshKeys(): Promise<Result<boolean>> {
    const before = keyring.keys.length
    if (!takeNewEpochs(sodium, held(), device, chain.state.read()).added) return ok(false)
    // Changes of the vault follow one another; the chain is read again when this one's turn comes.
    const stored = await profile.change((contents) => {
      if (contents.forum === null) return contents
      const step = takeNewEpochs(sodium, contents.forum, device, chain.state.read())
      for (const failure of step.refused) onRefusedKeys(failure)
      return { ...contents, forum: step.held }
    })
    if (!stored.ok) return stored
    keyring = openKeyring(sodium, held())
    return ok(keyring.keys.length > before)
  }

  const core: Core = {
    sodium,
    profile,
    device,
    // The bytes are 16, as an incarnation's are.
    incarnation: toHex(sodium.random(16)) as IncarnationId,
    log: log.value,
    chain,
    held,
    keyring: () => keyring,
    currentKeys() {
      const { currentEpoch } = chain.state.read()
      const keys = currentEpoch === null ? undefined : keyring.get(currentEpoch)
      const newest = keys ?? keyring.keys.at(-1)
      invariant(newest !== undefined, 'a forum that is open has keys')
      return newest
    },
    refreshKeys,
  }
  const refreshed = await refreshKeys()
  if (!refreshed.ok) return refreshed
  if (keyring.keys.length === 0) return fail('vault-missing', 'epoch keys')
  return ok(core)
}
