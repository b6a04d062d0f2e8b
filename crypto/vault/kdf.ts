import { encodeUtf8 } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { Sodium } from '../sodium.ts'

/** What a passphrase is stretched with: Argon2id 1.3, one lane. */
export interface VaultKdf {
  /** Passes over the memory. */
  readonly operations: number
  readonly memoryBytes: number
  /** 16 random bytes. */
  readonly salt: Uint8Array
}

/** How dear trying one passphrase is. */
export type VaultCost = Pick<VaultKdf, 'operations' | 'memoryBytes'>

/** Argon2id, 3 passes over 256 MiB: 0.7 s on the machine it was measured on. */
export const defaultVaultCost: VaultCost = { operations: 3, memoryBytes: 256 * 1024 * 1024 }

/** Cheaper than this a thief tries passphrases too fast; dearer, a hostile file could take all memory. */
const limits = {
  minOperations: 3,
  maxOperations: 10,
  minMemoryBytes: 64 * 1024 * 1024,
  maxMemoryBytes: 1024 * 1024 * 1024,
} as const

/** Whether these parameters are worth the name and bearable. */
export function isAcceptableKdf({ operations, memoryBytes }: VaultCost): boolean {
  return (
    Number.isInteger(operations) &&
    operations >= limits.minOperations &&
    operations <= limits.maxOperations &&
    memoryBytes % 1024 === 0 &&
    memoryBytes >= limits.minMemoryBytes &&
    memoryBytes <= limits.maxMemoryBytes
  )
}

/**
 * The slow step: Argon2id over the passphrase in NFKC. For a worker, since it blocks for most of a
 * second; `vault-kdf-refused` for parameters out of bounds or memory that cannot be had.
 */
export function deriveVaultKey(
  sodium: Sodium,
  passphrase: string,
  kdf: VaultKdf,
): Result<Uint8Array, 'vault-kdf-refused'> {
  if (!isAcceptableKdf(kdf)) return fail('vault-kdf-refused')
  const secret = encodeUtf8(passphrase.normalize('NFKC'))
  const key = sodium.stretch(secret, kdf.salt, kdf.operations, kdf.memoryBytes)
  sodium.erase(secret)
  return key === null ? fail('vault-kdf-refused', 'memory') : ok(key)
}
