import {
  createPadlock,
  createRecoveryKey,
  defaultVaultCost,
  encodeRecoveryKit,
  type Padlock,
  recoveryKeys,
  type SlotKind,
  type Sodium,
  type VaultSecret,
} from '#crypto'
import { askDesktop } from '#renderer/bridge.ts'
import type { Forum } from '#renderer/data/forum/index.ts'
import type { ProfileContents, SlotStep } from '#renderer/data/profile/index.ts'
import { createWritable, type Readable } from '#renderer/data/readable.ts'
import { askVaultWorker } from '#renderer/worker/index.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { shortestPassphrase } from '../shortestPassphrase.ts'
import type { HeldVault } from './holdVault.ts'
import type { Locking, LockingState } from './locking.ts'
import { readVaultFile } from './secrets.ts'
import { checkSheet } from './checkSheet.ts'
import { sheetStanding, type SheetSurroundings } from './sheetStanding.ts'

/** What the changes of a vault's ways need. */
export interface LockingSurroundings {
  readonly sodium: Sodium
  readonly held: HeldVault
  /** What the keychain gave when the vault was opened in High mode. */
  readonly slotSecret: Uint8Array | null
  readonly vaultMemoryBytes: number
  readonly forum: Pick<Forum, 'id' | 'printedKey' | 'ended'>
  /** The relay's address as others reach it. */
  readonly relayForOthers: Readable<string>
  readonly now: () => number
}

/** The changes a person may make to the ways into an open vault. One at a time. */
export function createLocking(surroundings: LockingSurroundings): Locking {
  const { sodium, held, vaultMemoryBytes, forum, relayForOthers, now } = surroundings
  const { profile } = held
  let { slotSecret } = surroundings
  const state = createWritable<LockingState>(readState())
  let last: Promise<unknown> = Promise.resolve()

  function readState(): LockingState {
    const ways = held.ways()
    const { recovery } = profile.contents.read()
    return {
      keychain: ways.includes('keychain'),
      high: ways.includes('passphrase-and-keychain'),
      recovery:
        ways.includes('recovery') && recovery
          ? { rehearsedAt: recovery.rehearsedAt, standing: sheetStanding(recovery, around()) }
          : null,
    }
  }

  function around(): SheetSurroundings {
    const hasEnded = forum.ended.read() !== null
    return { known: forum.printedKey.known.read(), relayUrl: relayForOthers.read(), hasEnded }
  }

  const refresh = () => state.set(readState())
  for (const each of [forum.printedKey.known, forum.ended, relayForOthers]) each.subscribe(refresh)

  function inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const mine = last.then(work).then((result) => {
      refresh()
      return result
    })
    last = mine.catch(() => undefined)
    return mine
  }

  /** The secret for the passphrase's slot as the vault has it now, or as it shall have it. */
  function secretOf(passphrase: string, high = state.read().high): VaultSecret {
    return high && slotSecret !== null
      ? { kind: 'passphrase-and-keychain', passphrase, slotSecret }
      : { kind: 'passphrase', passphrase }
  }

  /** A padlock for `secret`, once `current` has opened the vault. */
  async function provenPadlock(current: string, secret: VaultSecret): Promise<Result<Padlock>> {
    const file = await readVaultFile()
    if (!file.ok) return file
    const proof = { secret: secretOf(current), bytes: file.value }
    return askVaultWorker({ kind: 'padlock', secret, proof, memoryBytes: vaultMemoryBytes })
  }

  function quickPadlock(secret: VaultSecret): Result<Padlock> {
    return createPadlock(sodium, secret, defaultVaultCost)
  }

  const same = (contents: ProfileContents) => contents

  /** A fresh secret in the keychain. */
  async function sealFresh(): Promise<Result<Uint8Array>> {
    const fresh = sodium.random(32)
    const sealed = await askDesktop('keyringSeal', fresh)
    return sealed.ok ? ok(fresh) : sealed
  }

  async function turnKeychainOn(): Promise<Result<null>> {
    if (state.read().high) return fail('slot-missing', 'High mode')
    const fresh = await sealFresh()
    if (!fresh.ok) return fresh
    const padlock = quickPadlock({ kind: 'keychain', slotSecret: fresh.value })
    const changed = padlock.ok ? await profile.change(same, having(padlock.value)) : padlock
    if (!changed.ok) await askDesktop('keyringForget', null)
    return changed
  }

  async function turnKeychainOff(): Promise<Result<null>> {
    const changed = await profile.change(same, without('keychain'))
    // What is left behind if this fails opens nothing any more: the master key is another.
    if (changed.ok) await askDesktop('keyringForget', null)
    return changed
  }

  async function turnHighOn(passphrase: string): Promise<Result<null>> {
    const kept = state.read().keychain ? await askDesktop('keyringOpen', null) : null
    const secret = kept?.ok === true ? kept : await sealFresh()
    if (!secret.ok) return secret
    const both = { kind: 'passphrase-and-keychain', passphrase, slotSecret: secret.value } as const
    const padlock = await provenPadlock(passphrase, both)
    const ended = (contents: ProfileContents) => ({ ...contents, recovery: null })
    const changed = padlock.ok ? await profile.change(ended, () => [padlock.value]) : padlock
    if (changed.ok) {
      slotSecret = secret.value
      await endPaper()
    } else if (kept?.ok !== true) await askDesktop('keyringForget', null)
    return changed
  }

  /** A key that nobody has takes the printed one's place in the forum: that paper brings nobody back. */
  async function endPaper(): Promise<void> {
    if (forum.ended.read() !== null || forum.printedKey.known.read() === null) return
    await forum.printedKey.tell(sodium.signingPair(sodium.random(32)).publicKey)
  }

  async function turnHighOff(passphrase: string): Promise<Result<null>> {
    const padlock = await provenPadlock(passphrase, secretOf(passphrase, false))
    if (!padlock.ok) return padlock
    const changed = await profile.change(same, () => [padlock.value])
    if (!changed.ok) return changed
    slotSecret = null
    await askDesktop('keyringForget', null)
    return changed
  }

  /**
   * The vault first, then the chain, then the paper. A crash before the last leaves a key that was
   * never shown, and says so by not being rehearsed; one before the chain heard of it is made good
   * when the forum is opened again.
   */
  async function makeSheet(): Promise<Result<string>> {
    if (state.read().high) return fail('slot-missing', 'High mode')
    const recoveryKey = createRecoveryKey(sodium)
    const relayUrl = relayForOthers.read()
    const sheet = encodeRecoveryKit(sodium, { recoveryKey, forum: forum.id, relay: relayUrl })
    if (!sheet.ok) return sheet
    const padlock = quickPadlock({ kind: 'recovery', recoveryKey })
    if (!padlock.ok) return padlock
    const signingKey = recoveryKeys(sodium, recoveryKey).signing.publicKey
    sodium.erase(recoveryKey)
    const recovery = { signingKey, madeAt: now(), rehearsedAt: null, relayUrl }
    const noted = (contents: ProfileContents) => ({ ...contents, recovery })
    const changed = await profile.change(noted, having(padlock.value))
    if (!changed.ok) return changed
    if (forum.ended.read() !== null) return sheet
    const told = await forum.printedKey.tell(signingKey)
    return told.ok ? sheet : told
  }

  return {
    state,
    changePassphrase: (current, next) =>
      inTurn(async () => {
        if ([...next].length < shortestPassphrase) return fail('passphrase-weak')
        const padlock = await provenPadlock(current, secretOf(next))
        return padlock.ok ? profile.change(same, having(padlock.value)) : padlock
      }),
    useKeychain: (on) => inTurn(() => (on ? turnKeychainOn() : turnKeychainOff())),
    useHighMode: (on, passphrase) =>
      inTurn(() => (on ? turnHighOn(passphrase) : turnHighOff(passphrase))),
    makeRecoverySheet: () => inTurn(makeSheet),
    rehearse: (typed) =>
      inTurn(async () => {
        const fits = await checkSheet(sodium, typed, { forum: forum.id, ...around() })
        if (!fits.ok) return fits
        return profile.change((contents) => ({
          ...contents,
          recovery: contents.recovery ? { ...contents.recovery, rehearsedAt: now() } : null,
        }))
      }),
  }
}

const order: readonly SlotKind[] = ['passphrase', 'keychain', 'recovery', 'passphrase-and-keychain']

/** The padlocks with this one in the place of its kind. */
export function having(padlock: Padlock): SlotStep {
  return (padlocks) =>
    [...without(padlock.parameters.kind)(padlocks), padlock].sort(
      (a, b) => order.indexOf(a.parameters.kind) - order.indexOf(b.parameters.kind),
    )
}

function without(kind: SlotKind): SlotStep {
  return (padlocks) => padlocks.filter(({ parameters }) => parameters.kind !== kind)
}
