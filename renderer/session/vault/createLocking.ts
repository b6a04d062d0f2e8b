import {
  createPadlock,
  createRecoveryKey,
  defaultVaultCost,
  type Padlock,
  recoveryKeys,
  recoveryKeyText,
  type SlotKind,
  type Sodium,
  type VaultSecret,
} from '#crypto'
import { askDesktop } from '#renderer/bridge.ts'
import type { ProfileContents, SlotStep } from '#renderer/data/profile/index.ts'
import { createWritable } from '#renderer/data/readable.ts'
import { askVaultWorker } from '#renderer/worker/index.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { shortestPassphrase } from '../shortestPassphrase.ts'
import type { HeldVault } from './holdVault.ts'
import type { Locking, LockingState } from './locking.ts'
import { readVaultFile } from './secrets.ts'
import { openVaultFile } from './unlocking.ts'

/** What the changes of a vault's ways need. */
export interface LockingSurroundings {
  readonly sodium: Sodium
  readonly held: HeldVault
  /** What the keychain gave when the vault was opened in High mode. */
  readonly slotSecret: Uint8Array | null
  readonly vaultMemoryBytes: number
  readonly now: () => number
}

/** The changes a person may make to the ways into an open vault. One at a time. */
export function createLocking(surroundings: LockingSurroundings): Locking {
  const { sodium, held, vaultMemoryBytes, now } = surroundings
  const { profile } = held
  let { slotSecret } = surroundings
  const state = createWritable<LockingState>(readState())
  let last: Promise<unknown> = Promise.resolve()

  function readState(): LockingState {
    const ways = held.ways()
    const rehearsedAt = profile.contents.read().recovery?.rehearsedAt ?? null
    return {
      keychain: ways.includes('keychain'),
      high: ways.includes('passphrase-and-keychain'),
      recovery: ways.includes('recovery') ? { rehearsedAt } : null,
    }
  }

  function inTurn<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const mine = last.then(work).then((result) => {
      state.set(readState())
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
    if (changed.ok) slotSecret = secret.value
    else if (kept?.ok !== true) await askDesktop('keyringForget', null)
    return changed
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
    makeRecoveryKey: () =>
      inTurn(async () => {
        if (state.read().high) return fail('slot-missing', 'High mode')
        const recoveryKey = createRecoveryKey(sodium)
        const padlock = quickPadlock({ kind: 'recovery', recoveryKey })
        if (!padlock.ok) return padlock
        const signingKey = recoveryKeys(sodium, recoveryKey).signing.publicKey
        const recovery = { signingKey, madeAt: now(), rehearsedAt: null }
        const noted = (contents: ProfileContents) => ({ ...contents, recovery })
        const changed = await profile.change(noted, having(padlock.value))
        const text = recoveryKeyText(recoveryKey)
        sodium.erase(recoveryKey)
        return changed.ok ? ok(text) : changed
      }),
    rehearse: (typed) =>
      inTurn(async () => {
        const opened = await openVaultFile(sodium, { kind: 'recovery', typed })
        if (!opened.ok) return opened
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
