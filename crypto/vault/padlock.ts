import type { Reader, Writer } from '#shared/codec/index.ts'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive, labelledHash } from '../derive.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { isAcceptableKdf, type VaultCost } from './kdf.ts'
import { slotKeyOf, type VaultSecret } from './secret.ts'
import { parameterBytes, readParameters, writeParameters } from './slots.ts'
import type { SlotParameters, VaultSlot } from './slots.ts'

/**
 * Closes a slot without being able to open it: so a new master key can be given to every slot
 * while nobody types anything. Kept in the vault's sealed body; `authKey` is what keeps others,
 * who know no padlock, from making a file that one's own passphrase would open.
 */
export interface Padlock {
  readonly parameters: SlotParameters
  /** X-Wing, 1,216 bytes. */
  readonly publicKey: Uint8Array
  /** 32 bytes. */
  readonly authKey: Uint8Array
}

/** Shorter passphrases are refused; the door's screen asks for more. */
const minPassphraseLength = 8

/**
 * A padlock that the secret opens, with parameters of its own. Fails as `passphrase-weak` (under 8
 * characters) or `vault-kdf-refused`. Slow where there is a passphrase.
 */
export function createPadlock(
  sodium: Sodium,
  secret: VaultSecret,
  cost: VaultCost,
): Result<Padlock, 'passphrase-weak' | 'vault-kdf-refused'> {
  if ('passphrase' in secret) {
    if ([...secret.passphrase].length < minPassphraseLength) return fail('passphrase-weak')
    if (!isAcceptableKdf(cost)) return fail('vault-kdf-refused')
  }
  const salt = sodium.random(16)
  const parameters: SlotParameters =
    'passphrase' in secret
      ? { kind: secret.kind, kdf: { ...cost, salt } }
      : { kind: secret.kind, salt }
  const slotKey = slotKeyOf(sodium, secret, parameters)
  if (!slotKey.ok) {
    invariant(slotKey.failure.code !== 'slot-missing', 'parameters are of the kind of their secret')
    return fail(slotKey.failure.code)
  }
  const padlock = padlockOf(sodium, parameters, slotKey.value)
  sodium.erase(slotKey.value)
  return ok(padlock)
}

/** The padlock that a slot's key opens. */
export function padlockOf(
  sodium: Sodium,
  parameters: SlotParameters,
  slotKey: Uint8Array,
): Padlock {
  const bound = parameterBytes(parameters)
  const pair = slotPair(sodium, slotKey, bound)
  sodium.erase(pair.secretKey)
  return { parameters, publicKey: pair.publicKey, authKey: slotAuth(sodium, slotKey, bound) }
}

/** Seals the master key so that only the padlock's own key opens it. */
export function closeSlot(sodium: Sodium, padlock: Padlock, masterKey: Uint8Array): VaultSlot {
  const { parameters, publicKey, authKey } = padlock
  const bound = parameterBytes(parameters)
  const coins = sodium.random(64)
  const made = sodium.encapsulate(publicKey, coins)
  sodium.erase(coins)
  invariant(made !== null, 'a padlock holds a key that was made here')
  const wrapKey = wrapKeyOf(sodium, made.secret, made.ciphertext, authKey, bound)
  sodium.erase(made.secret)
  const nonce = sodium.random(24)
  const wrapped = sodium.seal(wrapKey, nonce, bound, masterKey)
  sodium.erase(wrapKey)
  return { parameters, ciphertext: made.ciphertext, nonce, wrapped }
}

/** The master key in a slot, for the slot's key. */
export function openSlot(
  sodium: Sodium,
  slot: VaultSlot,
  slotKey: Uint8Array,
): Result<Uint8Array, 'decryption-failed'> {
  const bound = parameterBytes(slot.parameters)
  const wrapKey =
    slot.ciphertext === null
      ? derive(sodium, slotKey, 'SR1/vault-slot', [bound])
      : sharedWrapKey(sodium, slot.ciphertext, slotKey, bound)
  if (wrapKey === null) return fail('decryption-failed')
  const master = sodium.open(wrapKey, slot.nonce, bound, slot.wrapped)
  sodium.erase(wrapKey)
  return master
}

/** Writes parameters, public key and authentication key. */
export function writePadlock(writer: Writer, padlock: Padlock): void {
  writeParameters(writer, padlock.parameters)
  writer.fixed(padlock.publicKey)
  writer.fixed(padlock.authKey)
}

/** Reads what `writePadlock` wrote. */
export function readPadlock(reader: Reader): Padlock {
  return {
    parameters: readParameters(reader),
    publicKey: reader.fixed(1216),
    authKey: reader.fixed(32),
  }
}

function sharedWrapKey(
  sodium: Sodium,
  ciphertext: Uint8Array,
  slotKey: Uint8Array,
  bound: Uint8Array,
): Uint8Array | null {
  const pair = slotPair(sodium, slotKey, bound)
  const secret = sodium.decapsulate(ciphertext, pair.secretKey)
  sodium.erase(pair.secretKey)
  if (secret === null) return null
  const key = wrapKeyOf(sodium, secret, ciphertext, slotAuth(sodium, slotKey, bound), bound)
  sodium.erase(secret)
  return key
}

function slotPair(sodium: Sodium, slotKey: Uint8Array, bound: Uint8Array): KeyPair {
  return sodium.sealingPair(derive(sodium, slotKey, 'SR1/vault-slot-seed', [bound]))
}

function slotAuth(sodium: Sodium, slotKey: Uint8Array, bound: Uint8Array): Uint8Array {
  return derive(sodium, slotKey, 'SR1/vault-slot-auth', [bound])
}

/** The ciphertext is bound: X-Wing opens a tampered one without error, to another secret. */
function wrapKeyOf(
  sodium: Sodium,
  secret: Uint8Array,
  ciphertext: Uint8Array,
  authKey: Uint8Array,
  bound: Uint8Array,
): Uint8Array {
  const of = labelledHash(sodium, 'SR1/vault-slot-ciphertext', [ciphertext])
  return derive(sodium, secret, 'SR1/vault-slot-wrap', [authKey, bound, of])
}
