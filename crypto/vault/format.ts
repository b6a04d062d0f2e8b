import { concatBytes, decode, encode, encodeUtf8 } from '#shared/codec/index.ts'
import type { Reader } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import { isAcceptableKdf } from './kdf.ts'
import { areSoundSlots, readParameters, writeParameters } from './slots.ts'
import type { SlotKind, VaultSlot } from './slots.ts'

/** A vault file taken apart and found whole, still sealed. */
export interface SealedVault {
  /** 1 is read and no longer written. */
  readonly version: 1 | 2
  readonly slots: readonly VaultSlot[]
  /** The slots as written: bound into the body's seal. */
  readonly header: Uint8Array
  readonly nonce: Uint8Array
  readonly sealedBody: Uint8Array
}

export const maxVaultBodyBytes = 16 * 1024 * 1024
const maxVaultBytes = maxVaultBodyBytes * 2
const maxHeaderBytes = 16 * 1024
const maxSlots = 4
const magic = encodeUtf8('SR1V')
const version = 2
const ciphertextBytes = 1120

/** "SR1V", version, and the slots in their order. */
export function headerBytes(slots: readonly VaultSlot[]): Uint8Array {
  return encode((writer) => {
    writer.fixed(magic)
    writer.u8(version)
    writer.list(slots, (slot) => {
      writeParameters(writer, slot.parameters)
      if (slot.ciphertext !== null) writer.fixed(slot.ciphertext)
      writer.fixed(slot.nonce)
      writer.fixed(slot.wrapped)
    })
  })
}

/** lp(header) | nonce | lp(sealed body) | BLAKE2b-256 of all before it. */
export function vaultBytes(
  vault: Pick<SealedVault, 'header' | 'nonce' | 'sealedBody'>,
  sodium: Sodium,
): Uint8Array {
  const content = encode((writer) => {
    writer.bytes(vault.header)
    writer.fixed(vault.nonce)
    writer.bytes(vault.sealedBody)
  }, vault.sealedBody.length + maxHeaderBytes)
  return concatBytes(content, checksum(sodium, content))
}

/**
 * Takes a file apart without any key. A damaged file is found here, before anything costly is
 * computed: `vault-corrupted` (checksum, form, or slots that no vault has), `unsupported-version`,
 * `vault-kdf-refused`. The checksum is no protection: against an attacker the seals are.
 */
export function readVault(sodium: Sodium, bytes: Uint8Array): Result<SealedVault> {
  if (bytes.length > maxVaultBytes) return fail('too-large')
  if (bytes.length < 32) return fail('vault-corrupted', 'truncated')
  const content = bytes.subarray(0, bytes.length - 32)
  if (!sodium.equal(checksum(sodium, content), bytes.subarray(bytes.length - 32))) {
    return fail('vault-corrupted', 'checksum')
  }
  const outer = decode(content, (reader) => ({
    header: reader.bytes(maxHeaderBytes),
    nonce: reader.fixed(24),
    sealedBody: reader.bytes(maxVaultBytes),
  }))
  if (!outer.ok) return fail('vault-corrupted', outer.failure.detail)
  const header = readHeader(outer.value.header)
  return header.ok ? ok({ ...outer.value, ...header.value }) : header
}

/** Which ways lead into a vault, in the order of its slots. */
export function vaultWays(vault: SealedVault): readonly SlotKind[] {
  return vault.slots.map(({ parameters }) => parameters.kind)
}

function readHeader(header: Uint8Array): Result<Pick<SealedVault, 'version' | 'slots'>> {
  if (!header.subarray(0, 4).every((byte, at) => byte === magic[at]) || header.length < 5) {
    return fail('vault-corrupted', 'not a vault')
  }
  const found = header[4]
  if (found !== 1 && found !== version) return fail('unsupported-version')
  const read = decode(header.subarray(5), (reader) => {
    const slots = reader.list(maxSlots, () => readSlot(reader, found))
    const isSound = areSoundSlots(slots) && (found === version || slots.length === 1)
    reader.require(isSound, 'slots that no vault has')
    return slots
  })
  if (!read.ok) return fail('vault-corrupted', read.failure.detail)
  // Before anything is computed with them: a hostile file must not choose how much memory we take.
  const isBearable = read.value.every(
    ({ parameters }) => !('kdf' in parameters) || isAcceptableKdf(parameters.kdf),
  )
  return isBearable ? ok({ version: found, slots: read.value }) : fail('vault-kdf-refused')
}

function readSlot(reader: Reader, found: 1 | 2): VaultSlot {
  return {
    parameters: readParameters(reader),
    ciphertext: found === 1 ? null : reader.fixed(ciphertextBytes),
    nonce: reader.fixed(24),
    wrapped: reader.fixed(48),
  }
}

function checksum(sodium: Sodium, content: Uint8Array): Uint8Array {
  return labelledHash(sodium, 'SR1/vault-checksum', [content])
}
