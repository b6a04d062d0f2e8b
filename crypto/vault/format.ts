import { concatBytes, decode, encode, encodeUtf8 } from '#shared/codec/index.ts'
import type { Reader, Writer } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'

/** What a passphrase is stretched with: Argon2id 1.3, one lane. */
export interface VaultKdf {
  /** Passes over the memory. */
  readonly operations: number
  readonly memoryBytes: number
  /** 16 random bytes. */
  readonly salt: Uint8Array
}

/** One way to the master key. */
export interface VaultSlot {
  readonly kind: 'passphrase'
  readonly kdf: VaultKdf
  readonly nonce: Uint8Array
  /** The master key, sealed under what the passphrase gives. */
  readonly wrapped: Uint8Array
}

/** A vault file taken apart and found whole, still sealed. */
export interface SealedVault {
  readonly slots: readonly VaultSlot[]
  /** The slots as written: bound into the body's seal. */
  readonly header: Uint8Array
  readonly nonce: Uint8Array
  readonly sealedBody: Uint8Array
}

/** Cheaper than this a thief tries passphrases too fast; dearer, a hostile file could take all memory. */
const kdfLimits = {
  minOperations: 3,
  maxOperations: 10,
  minMemoryBytes: 64 * 1024 * 1024,
  maxMemoryBytes: 1024 * 1024 * 1024,
} as const

export const maxVaultBodyBytes = 16 * 1024 * 1024
const maxVaultBytes = maxVaultBodyBytes * 2
const maxSlots = 4
const magic = encodeUtf8('SR1V')
const version = 1
const passphraseSlot = 1

/** Whether these parameters are worth the name and bearable. */
export function isAcceptableKdf({ operations, memoryBytes }: Omit<VaultKdf, 'salt'>): boolean {
  return (
    Number.isInteger(operations) &&
    operations >= kdfLimits.minOperations &&
    operations <= kdfLimits.maxOperations &&
    memoryBytes % 1024 === 0 &&
    memoryBytes >= kdfLimits.minMemoryBytes &&
    memoryBytes <= kdfLimits.maxMemoryBytes
  )
}

/** The parameters of a slot as bytes: bound into its key and its seal. */
export function kdfBytes(kdf: VaultKdf): Uint8Array {
  return encode((writer) => writeKdf(writer, kdf))
}

/** "SR1V", version, and the slots in their order. */
export function headerBytes(slots: readonly VaultSlot[]): Uint8Array {
  return encode((writer) => {
    writer.fixed(magic)
    writer.u8(version)
    writer.list(slots, (slot) => {
      writeKdf(writer, slot.kdf)
      writer.fixed(slot.nonce)
      writer.fixed(slot.wrapped)
    })
  })
}

/** lp(header) | nonce | lp(sealed body) | BLAKE2b-256 of all before it. */
export function vaultBytes(vault: Omit<SealedVault, 'slots'>, sodium: Sodium): Uint8Array {
  const content = encode((writer) => {
    writer.bytes(vault.header)
    writer.fixed(vault.nonce)
    writer.bytes(vault.sealedBody)
  }, vault.sealedBody.length + 1024)
  return concatBytes(content, checksum(sodium, content))
}

/**
 * Takes a file apart without any key. A damaged file is found here, before anything costly is
 * computed: `vault-corrupted` (checksum or form), `unsupported-version`, `vault-kdf-refused`.
 * The checksum is no protection: against an attacker the seals of slot and body are.
 */
export function readVault(sodium: Sodium, bytes: Uint8Array): Result<SealedVault> {
  if (bytes.length > maxVaultBytes) return fail('too-large')
  if (bytes.length < 32) return fail('vault-corrupted', 'truncated')
  const content = bytes.subarray(0, bytes.length - 32)
  if (!sodium.equal(checksum(sodium, content), bytes.subarray(bytes.length - 32))) {
    return fail('vault-corrupted', 'checksum')
  }
  const outer = decode(content, (reader) => ({
    header: reader.bytes(4096),
    nonce: reader.fixed(24),
    sealedBody: reader.bytes(maxVaultBytes),
  }))
  if (!outer.ok) return fail('vault-corrupted', outer.failure.detail)
  const slots = readHeader(outer.value.header)
  if (!slots.ok) return slots
  return ok({ ...outer.value, slots: slots.value })
}

function readHeader(header: Uint8Array): Result<VaultSlot[]> {
  if (!header.subarray(0, 4).every((byte, at) => byte === magic[at]) || header.length < 5) {
    return fail('vault-corrupted', 'not a vault')
  }
  if (header[4] !== version) return fail('unsupported-version')
  const read = decode(header.subarray(5), (reader) => {
    const slots = reader.list(maxSlots, (): VaultSlot => ({
      kind: 'passphrase',
      kdf: readKdf(reader),
      nonce: reader.fixed(24),
      wrapped: reader.fixed(48),
    }))
    reader.require(slots.length > 0, 'no slot')
    return slots
  })
  if (!read.ok) return fail('vault-corrupted', read.failure.detail)
  // Before anything is computed with them: a hostile file must not choose how much memory we take.
  return read.value.every(({ kdf }) => isAcceptableKdf(kdf)) ? read : fail('vault-kdf-refused')
}

function writeKdf(writer: Writer, kdf: VaultKdf): void {
  writer.u8(passphraseSlot)
  writer.varint(kdf.operations)
  writer.varint(kdf.memoryBytes / 1024)
  writer.fixed(kdf.salt)
}

function readKdf(reader: Reader): VaultKdf {
  reader.require(reader.u8() === passphraseSlot, 'unknown kind of slot')
  const operations = reader.varint()
  const memoryBytes = reader.varint(2 ** 32) * 1024
  return { operations, memoryBytes, salt: reader.fixed(16) }
}

function checksum(sodium: Sodium, content: Uint8Array): Uint8Array {
  return labelledHash(sodium, 'SR1/vault-checksum', [content])
}
