import { decode, encode, equalBytes } from '#shared/codec/index.ts'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import { padTo, unpad } from '../padding.ts'
import type { Sodium } from '../sodium.ts'
import { headerBytes, maxVaultBodyBytes, readVault, vaultBytes } from './format.ts'
import type { SealedVault } from './format.ts'
import { defaultVaultCost, type VaultCost } from './kdf.ts'
import {
  closeSlot,
  createPadlock,
  openSlot,
  padlockOf,
  readPadlock,
  writePadlock,
} from './padlock.ts'
import type { Padlock } from './padlock.ts'
import { slotKeyOf, type VaultSecret } from './secret.ts'
import { areSoundSlots, parameterBytes } from './slots.ts'
import type { SlotKind, VaultSlot } from './slots.ts'

/** An open vault: what is needed to write it again with another body, or under another master key. */
export interface OpenedVault {
  readonly masterKey: Uint8Array
  readonly slots: readonly VaultSlot[]
  /** One for each slot, in their order. */
  readonly padlocks: readonly Padlock[]
  readonly body: Uint8Array
}

/** A vault just written: the file, and the same vault open. */
export interface WrittenVault {
  readonly bytes: Uint8Array
  readonly opened: OpenedVault
}

/** Secrets of a slot that do not open it: what was typed, or kept, is another one. */
const wrongSecret = {
  passphrase: 'passphrase-wrong',
  keychain: 'keychain-changed',
  recovery: 'recovery-key-wrong',
  'passphrase-and-keychain': 'passphrase-wrong',
} as const satisfies Record<SlotKind, string>

/**
 * A new vault with a new master key and one passphrase slot. Fails as `passphrase-weak` (under 8
 * characters), `vault-kdf-refused`, `too-large`.
 */
export function createVault(
  sodium: Sodium,
  passphrase: string,
  body: Uint8Array,
  cost: VaultCost = defaultVaultCost,
): Result<WrittenVault> {
  const padlock = createPadlock(sodium, { kind: 'passphrase', passphrase }, cost)
  return padlock.ok ? rekeyVault(sodium, [padlock.value], body) : padlock
}

/**
 * The vault under a new master key, with one slot for each padlock: how a passphrase is changed,
 * how a slot comes or goes, and what to do after something in the body was destroyed. A file from
 * before, and the master key from before, open nothing of it. Fails as `too-large`; throws when
 * `areSoundSlots` does not hold.
 */
export function rekeyVault(
  sodium: Sodium,
  padlocks: readonly Padlock[],
  body: Uint8Array,
): Result<WrittenVault, 'too-large'> {
  invariant(areSoundSlots(padlocks), 'a vault has a passphrase slot, and High mode no other')
  const masterKey = sodium.random(32)
  const slots = padlocks.map((padlock) => closeSlot(sodium, padlock, masterKey))
  const opened = { masterKey, slots, padlocks, body }
  const sealed = resealVault(sodium, opened, body)
  return sealed.ok ? ok({ bytes: sealed.value, opened }) : sealed
}

/**
 * Opens a vault file through the slot of the secret's kind. Fails as `vault-corrupted`,
 * `unsupported-version`, `too-large` or `vault-kdf-refused` before anything is stretched, as
 * `slot-missing` when there is no such slot, then as `unlockVault`.
 */
export function openVault(
  sodium: Sodium,
  bytes: Uint8Array,
  secret: VaultSecret,
): Result<OpenedVault> {
  const vault = readVault(sodium, bytes)
  if (!vault.ok) return vault
  const slot = vault.value.slots.find(({ parameters }) => parameters.kind === secret.kind)
  if (slot === undefined) return fail('slot-missing')
  const slotKey = slotKeyOf(sodium, secret, slot.parameters)
  if (!slotKey.ok) return slotKey
  const opened = unlockVault(sodium, vault.value, slot, slotKey.value)
  sodium.erase(slotKey.value)
  return opened
}

/**
 * Opens a vault with the key of one of its slots: `passphrase-wrong`, `keychain-changed` or
 * `recovery-key-wrong` when the slot does not open, `vault-corrupted` when it does and anything
 * else is not as it was written. A file of version 1 opens as one of version 2.
 */
export function unlockVault(
  sodium: Sodium,
  vault: SealedVault,
  slot: VaultSlot,
  slotKey: Uint8Array,
): Result<OpenedVault> {
  const master = openSlot(sodium, slot, slotKey)
  if (!master.ok) return fail(wrongSecret[slot.parameters.kind])
  const masterKey = master.value
  const key = derive(sodium, masterKey, 'SR1/vault-body')
  const padded = sodium.open(key, vault.nonce, bodyContext(vault.header), vault.sealedBody)
  sodium.erase(key)
  const inner = padded.ok ? unpad(padded.value) : null
  if (inner === null) return fail('vault-corrupted', 'body')
  const own = padlockOf(sodium, slot.parameters, slotKey)
  if (vault.version === 1) {
    return ok({
      masterKey,
      slots: [closeSlot(sodium, own, masterKey)],
      padlocks: [own],
      body: inner,
    })
  }
  const read = readInner(inner)
  if (!read.ok || !belongTo(sodium, read.value.padlocks, vault.slots, own))
    return fail('vault-corrupted', 'padlocks')
  return ok({ masterKey, slots: vault.slots, ...read.value })
}

/** The file for an open vault with another body, same master key and slots, in a fraction of a millisecond. */
export function resealVault(
  sodium: Sodium,
  opened: OpenedVault,
  body: Uint8Array,
): Result<Uint8Array, 'too-large'> {
  if (body.length > maxVaultBodyBytes) return fail('too-large')
  const header = headerBytes(opened.slots)
  const nonce = sodium.random(24)
  const key = derive(sodium, opened.masterKey, 'SR1/vault-body')
  const inner = padTo(innerBytes(opened.padlocks, body))
  const sealedBody = sodium.seal(key, nonce, bodyContext(header), inner)
  sodium.erase(key)
  return ok(vaultBytes({ header, nonce, sealedBody }, sodium))
}

/** list(padlock) | lp(body): what the body's seal holds. */
function innerBytes(padlocks: readonly Padlock[], body: Uint8Array): Uint8Array {
  return encode((writer) => {
    writer.list(padlocks, (padlock) => writePadlock(writer, padlock))
    writer.bytes(body)
  }, body.length + 8192)
}

function readInner(inner: Uint8Array) {
  return decode(inner, (reader) => ({
    padlocks: reader.list(4, () => readPadlock(reader)),
    body: reader.bytes(maxVaultBodyBytes),
  }))
}

/** Whether there is one padlock for each slot, and the slot that was opened has its own. */
function belongTo(
  sodium: Sodium,
  padlocks: readonly Padlock[],
  slots: readonly VaultSlot[],
  own: Padlock,
): boolean {
  return (
    padlocks.length === slots.length &&
    padlocks.every((padlock, at) => {
      const slot = slots[at]
      if (slot === undefined || !isSame(padlock.parameters, slot.parameters)) return false
      return !isSame(padlock.parameters, own.parameters) || isSameKey(sodium, padlock, own)
    })
  )
}

function isSame(a: Padlock['parameters'], b: Padlock['parameters']): boolean {
  return equalBytes(parameterBytes(a), parameterBytes(b))
}

function isSameKey(sodium: Sodium, a: Padlock, b: Padlock): boolean {
  return sodium.equal(a.publicKey, b.publicKey) && sodium.equal(a.authKey, b.authKey)
}

function bodyContext(header: Uint8Array): Uint8Array {
  return encode((writer) => {
    writer.text('SR1/vault')
    writer.bytes(header)
  })
}
