import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import { recoveryKeys } from '../recovery/recoveryKey.ts'
import type { Sodium } from '../sodium.ts'
import { deriveVaultKey } from './kdf.ts'
import type { SlotParameters } from './slots.ts'

/** What somebody holds to open a slot of the same kind. */
export type VaultSecret =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  /** 32 random bytes that the desktop keeps sealed by the system's keychain. */
  | { readonly kind: 'keychain'; readonly slotSecret: Uint8Array }
  /** The printed key, as `parseRecoveryKey` gives it. */
  | { readonly kind: 'recovery'; readonly recoveryKey: Uint8Array }
  | {
      readonly kind: 'passphrase-and-keychain'
      readonly passphrase: string
      readonly slotSecret: Uint8Array
    }

/**
 * The 32-byte key of a slot: slow where a passphrase is stretched. Fails as `vault-kdf-refused`,
 * or `slot-missing` when secret and parameters are of different kinds.
 */
export function slotKeyOf(
  sodium: Sodium,
  secret: VaultSecret,
  parameters: SlotParameters,
): Result<Uint8Array, 'vault-kdf-refused' | 'slot-missing'> {
  if (secret.kind !== parameters.kind) return fail('slot-missing')
  if (secret.kind === 'keychain') return ok(derive(sodium, secret.slotSecret, 'SR1/vault-keychain'))
  if (secret.kind === 'recovery') return ok(recoveryKeys(sodium, secret.recoveryKey).vaultKey)
  if (!('kdf' in parameters)) return fail('slot-missing')
  const stretched = deriveVaultKey(sodium, secret.passphrase, parameters.kdf)
  if (!stretched.ok || secret.kind === 'passphrase') return stretched
  const both = combineWithKeychain(sodium, stretched.value, secret.slotSecret)
  sodium.erase(stretched.value)
  return ok(both)
}

/** The key of High mode's slot: whoever lacks either input knows nothing of it. */
export function combineWithKeychain(
  sodium: Sodium,
  stretched: Uint8Array,
  slotSecret: Uint8Array,
): Uint8Array {
  return derive(sodium, stretched, 'SR1/vault-both', [slotSecret])
}
