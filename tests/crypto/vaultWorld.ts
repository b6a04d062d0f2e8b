import { createPadlock, deriveVaultKey, readVault, rekeyVault } from '#crypto'
import type { Padlock, Sodium, VaultKdf, VaultSecret } from '#crypto'
import { labelledHash } from '../../crypto/derive.ts'
import { combineWithKeychain, slotKeyOf } from '../../crypto/vault/secret.ts'
import { unlockVault } from '../../crypto/vault/vault.ts'
import { codeOf, value } from './fixtures.ts'

/** The floor: tests take no less, and the app takes four times as much. */
export const cost = { operations: 3, memoryBytes: 64 * 1024 * 1024 }
export const passphrase = 'eine kühle Rose im Juni'
const slotSecret = Uint8Array.from({ length: 32 }, (_, at) => 255 - at)
const recoveryKey = Uint8Array.from({ length: 21 }, (_, at) => at * 11)
export const body = Uint8Array.from({ length: 300 }, (_, at) => at % 256)

/** What opens each kind of slot. */
export const secrets = {
  passphrase: { kind: 'passphrase', passphrase },
  keychain: { kind: 'keychain', slotSecret },
  recovery: { kind: 'recovery', recoveryKey },
  both: { kind: 'passphrase-and-keychain', passphrase, slotSecret },
} as const satisfies Record<string, VaultSecret>

/** Padlocks for these secrets, in their order. */
export function padlocksFor(sodium: Sodium, ...given: readonly VaultSecret[]): Padlock[] {
  return given.map((secret) => value(createPadlock(sodium, secret, cost)))
}

/** A vault with a slot for each of these secrets. */
export function vaultFor(sodium: Sodium, ...given: readonly VaultSecret[]) {
  return value(rekeyVault(sodium, padlocksFor(sodium, ...given), body))
}

/** Opens files as `openVault` does, with the slow step remembered for each set of parameters. */
export function rememberingOpener(sodium: Sodium) {
  const stretched = new Map<string, ReturnType<typeof deriveVaultKey>>()
  function stretch(kdf: VaultKdf) {
    const name = `${kdf.operations} ${kdf.memoryBytes} ${kdf.salt.join()}`
    const known = stretched.get(name) ?? deriveVaultKey(sodium, passphrase, kdf)
    stretched.set(name, known)
    return known
  }
  function keyFor(secret: VaultSecret, parameters: Padlock['parameters']) {
    if (!('kdf' in parameters) || secret.kind !== parameters.kind)
      return slotKeyOf(sodium, secret, parameters)
    const key = stretch(parameters.kdf)
    if (!key.ok || !('slotSecret' in secret)) return key
    return { ok: true, value: combineWithKeychain(sodium, key.value, secret.slotSecret) } as const
  }
  return {
    stretch,
    /** How opening ends, in words. */
    attempt(file: Uint8Array, secret: VaultSecret = secrets.passphrase): string {
      const vault = readVault(sodium, file)
      if (!vault.ok) return `${vault.failure.code} before the passphrase`
      const slot = vault.value.slots.find(({ parameters }) => parameters.kind === secret.kind)
      if (slot === undefined) return 'slot-missing'
      const key = keyFor(secret, slot.parameters)
      return key.ok ? codeOf(unlockVault(sodium, vault.value, slot, key.value)) : key.failure.code
    },
  }
}

/** The file with its checksum made right again: what an attacker would do, and bad luck does not. */
export function withChecksum(sodium: Sodium, file: Uint8Array): Uint8Array {
  const fixed = file.slice()
  const content = fixed.subarray(0, fixed.length - 32)
  fixed.set(labelledHash(sodium, 'SR1/vault-checksum', [content]), fixed.length - 32)
  return fixed
}
