import { encode } from '#shared/codec/index.ts'
import type { Reader, Writer } from '#shared/codec/index.ts'
import type { VaultKdf } from './kdf.ts'

/**
 * The ways to the master key, with their numbers in the file. `passphrase-and-keychain` is the slot
 * of High mode, which needs both at once.
 */
const kindNumbers = {
  passphrase: 1,
  keychain: 2,
  recovery: 3,
  'passphrase-and-keychain': 4,
} as const

export type SlotKind = keyof typeof kindNumbers

/** What is bound into a slot's keys and its seal, and stands in the file in clear. */
export type SlotParameters =
  | { readonly kind: 'passphrase' | 'passphrase-and-keychain'; readonly kdf: VaultKdf }
  /** 16 random bytes. */
  | { readonly kind: 'keychain' | 'recovery'; readonly salt: Uint8Array }

/** One way to the master key. */
export interface VaultSlot {
  readonly parameters: SlotParameters
  /** What the slot's X-Wing key opens to a shared secret; null in files of version 1. */
  readonly ciphertext: Uint8Array | null
  readonly nonce: Uint8Array
  /** The master key, sealed. */
  readonly wrapped: Uint8Array
}

/** Kinds in the order of the file, none twice. */
const soundLists: readonly string[] = [
  'passphrase',
  'passphrase keychain',
  'passphrase recovery',
  'passphrase keychain recovery',
  'passphrase-and-keychain',
]

/**
 * Whether a vault may have just these slots: always one with a passphrase and first, the keychain
 * never alone, and beside the slot of High mode no other.
 */
export function areSoundSlots(slots: readonly { readonly parameters: SlotParameters }[]): boolean {
  return soundLists.includes(slots.map(({ parameters }) => parameters.kind).join(' '))
}

/** The parameters of a slot as bytes: bound into its keys and its seal. */
export function parameterBytes(parameters: SlotParameters): Uint8Array {
  return encode((writer) => writeParameters(writer, parameters))
}

/** Writes u8 kind, then passes, KiB and salt for a passphrase, or the salt alone. */
export function writeParameters(writer: Writer, parameters: SlotParameters): void {
  writer.u8(kindNumbers[parameters.kind])
  if ('kdf' in parameters) {
    writer.varint(parameters.kdf.operations)
    writer.varint(parameters.kdf.memoryBytes / 1024)
    writer.fixed(parameters.kdf.salt)
  } else {
    writer.fixed(parameters.salt)
  }
}

/** Reads what `writeParameters` wrote; figures are not judged here. */
export function readParameters(reader: Reader): SlotParameters {
  switch (reader.u8()) {
    case kindNumbers.passphrase:
      return { kind: 'passphrase', kdf: readKdf(reader) }
    case kindNumbers.keychain:
      return { kind: 'keychain', salt: reader.fixed(16) }
    case kindNumbers.recovery:
      return { kind: 'recovery', salt: reader.fixed(16) }
    case kindNumbers['passphrase-and-keychain']:
      return { kind: 'passphrase-and-keychain', kdf: readKdf(reader) }
    default:
      return reader.present<SlotParameters>(null, 'unknown kind of slot')
  }
}

function readKdf(reader: Reader): VaultKdf {
  const operations = reader.varint()
  const memoryBytes = reader.varint(2 ** 32) * 1024
  return { operations, memoryBytes, salt: reader.fixed(16) }
}
