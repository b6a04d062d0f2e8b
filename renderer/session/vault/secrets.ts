import type { VaultSecret } from '#crypto'
import { askDesktop } from '#renderer/bridge.ts'
import { fail, ok, type Result } from '#shared/result.ts'

/** The vault file; `vault-missing` when there is none. */
export async function readVaultFile(): Promise<Result<Uint8Array>> {
  const file = await askDesktop('vaultRead', null)
  if (!file.ok) return file
  return file.value === null ? fail('vault-missing') : ok(file.value)
}

/** What the keychain keeps for this vault, as a secret of its own. */
export async function keychainSecret(): Promise<Result<VaultSecret>> {
  const kept = await askDesktop('keyringOpen', null)
  return kept.ok ? ok({ kind: 'keychain', slotSecret: kept.value }) : kept
}

/** Passphrase and keychain together; `keychain-needed` when the keychain does not give its part. */
export async function bothSecrets(passphrase: string): Promise<Result<VaultSecret>> {
  const kept = await askDesktop('keyringOpen', null)
  if (!kept.ok) return fail('keychain-needed', kept.failure.code)
  return ok({ kind: 'passphrase-and-keychain', passphrase, slotSecret: kept.value })
}
