import { encode, encodeUtf8 } from '#shared/codec/index.ts'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import { padTo, unpad } from '../padding.ts'
import type { Sodium } from '../sodium.ts'
import {
  headerBytes,
  isAcceptableKdf,
  kdfBytes,
  maxVaultBodyBytes,
  readVault,
  vaultBytes,
} from './format.ts'
import type { SealedVault, VaultKdf, VaultSlot } from './format.ts'

/** An open vault: what is needed to write it again with another body. */
export interface OpenedVault {
  readonly masterKey: Uint8Array
  readonly slots: readonly VaultSlot[]
  readonly body: Uint8Array
}

/** How dear trying one passphrase is. */
export type VaultCost = Pick<VaultKdf, 'operations' | 'memoryBytes'>

/** Argon2id, 3 passes over 256 MiB: 0.7 s on the machine it was measured on. */
export const defaultVaultCost: VaultCost = { operations: 3, memoryBytes: 256 * 1024 * 1024 }

/** Shorter passphrases are refused; the door's screen asks for more. */
const minPassphraseLength = 8
const nonceBytes = 24

/**
 * A new vault with a new master key and one passphrase slot. Changing the passphrase is this too:
 * a new master key, so an old copy of the file opens nothing new. Fails as `passphrase-weak` (under
 * 8 characters), `vault-kdf-refused`, `too-large`.
 */
export function createVault(
  sodium: Sodium,
  passphrase: string,
  body: Uint8Array,
  cost: VaultCost = defaultVaultCost,
): Result<{ readonly bytes: Uint8Array; readonly opened: OpenedVault }> {
  if ([...passphrase].length < minPassphraseLength) return fail('passphrase-weak')
  const kdf: VaultKdf = { ...cost, salt: sodium.random(16) }
  const derivedKey = deriveVaultKey(sodium, passphrase, kdf)
  if (!derivedKey.ok) return derivedKey
  const masterKey = sodium.random(32)
  const slot = sealSlot(sodium, kdf, derivedKey.value, masterKey)
  sodium.erase(derivedKey.value)
  const sealed = sealVault(sodium, { masterKey, slots: [slot], body })
  if (!sealed.ok) return sealed
  return ok({ bytes: sealed.value, opened: { masterKey, slots: [slot], body } })
}

/**
 * Opens a vault file with its passphrase. Fails as `vault-corrupted`, `unsupported-version`,
 * `too-large` or `vault-kdf-refused` before the passphrase is stretched, then as `passphrase-wrong`
 * or `vault-corrupted`.
 */
export function openVault(
  sodium: Sodium,
  bytes: Uint8Array,
  passphrase: string,
): Result<OpenedVault> {
  const vault = readVault(sodium, bytes)
  if (!vault.ok) return vault
  const [slot] = vault.value.slots
  invariant(slot !== undefined, 'a vault that was read has a slot')
  const derivedKey = deriveVaultKey(sodium, passphrase, slot.kdf)
  if (!derivedKey.ok) return derivedKey
  const opened = unlockVault(sodium, vault.value, derivedKey.value)
  sodium.erase(derivedKey.value)
  return opened
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

/**
 * Opens a vault with what the first slot's passphrase was stretched to: `passphrase-wrong` when the
 * slot does not open, `vault-corrupted` when it does and anything else is not as it was written.
 */
export function unlockVault(
  sodium: Sodium,
  vault: SealedVault,
  derivedKey: Uint8Array,
): Result<OpenedVault> {
  const [slot] = vault.slots
  invariant(slot !== undefined, 'a vault that was read has a slot')
  const bound = kdfBytes(slot.kdf)
  const slotKey = derive(sodium, derivedKey, 'SR1/vault-slot', [bound])
  const master = sodium.open(slotKey, slot.nonce, bound, slot.wrapped)
  sodium.erase(slotKey)
  if (!master.ok) return fail('passphrase-wrong')
  const masterKey = master.value

  const associated = bodyContext(vault.header)
  const key = derive(sodium, masterKey, 'SR1/vault-body')
  const padded = sodium.open(key, vault.nonce, associated, vault.sealedBody)
  sodium.erase(key)
  const body = padded.ok ? unpad(padded.value) : null
  if (body === null) return fail('vault-corrupted', 'body')
  return ok({ masterKey, slots: vault.slots, body })
}

/** The file for an open vault with another body, same master key and slots, in a fraction of a millisecond. */
export function resealVault(
  sodium: Sodium,
  opened: OpenedVault,
  body: Uint8Array,
): Result<Uint8Array, 'too-large'> {
  return sealVault(sodium, { ...opened, body })
}

/** Writes a vault file: the slots, and the body sealed under the master key with the slots bound in. */
export function sealVault(sodium: Sodium, opened: OpenedVault): Result<Uint8Array, 'too-large'> {
  const { masterKey, slots, body } = opened
  if (body.length > maxVaultBodyBytes) return fail('too-large')
  const header = headerBytes(slots)
  const nonce = sodium.random(nonceBytes)
  const key = derive(sodium, masterKey, 'SR1/vault-body')
  const sealedBody = sodium.seal(key, nonce, bodyContext(header), padTo(body))
  sodium.erase(key)
  return ok(vaultBytes({ header, nonce, sealedBody }, sodium))
}

function sealSlot(
  sodium: Sodium,
  kdf: VaultKdf,
  derivedKey: Uint8Array,
  masterKey: Uint8Array,
): VaultSlot {
  const bound = kdfBytes(kdf)
  const slotKey = derive(sodium, derivedKey, 'SR1/vault-slot', [bound])
  const nonce = sodium.random(nonceBytes)
  const wrapped = sodium.seal(slotKey, nonce, bound, masterKey)
  sodium.erase(slotKey)
  return { kind: 'passphrase', kdf, nonce, wrapped }
}

function bodyContext(header: Uint8Array): Uint8Array {
  return encode((writer) => {
    writer.text('SR1/vault')
    writer.bytes(header)
  })
}
