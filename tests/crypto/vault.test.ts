import { beforeAll, describe, expect, test } from 'vitest'
import {
  createVault,
  deriveVaultKey,
  openVault,
  readVault,
  resealVault,
  unlockVault,
} from '#crypto'
import type { OpenedVault, VaultKdf } from '#crypto'
import { labelledHash } from '../../crypto/derive.ts'
import { headerBytes, vaultBytes } from '../../crypto/vault/format.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
/** The floor: tests take no less, and the app takes four times as much. */
const cost = { operations: 3, memoryBytes: 64 * 1024 * 1024 }
const passphrase = 'eine kühle Rose im Juni'
const body = Uint8Array.from({ length: 300 }, (_, at) => at % 256)

let bytes: Uint8Array
let opened: OpenedVault
beforeAll(() => {
  const created = value(createVault(sodium, passphrase, body, cost))
  bytes = created.bytes
  opened = created.opened
})

/** Argon2id once for each distinct set of parameters: what a corrupted file could ask for. */
const derivedKeys = new Map<string, ReturnType<typeof deriveVaultKey>>()
function derivedKey(kdf: VaultKdf) {
  const name = `${kdf.operations} ${kdf.memoryBytes} ${kdf.salt.join()}`
  const known = derivedKeys.get(name) ?? deriveVaultKey(sodium, passphrase, kdf)
  derivedKeys.set(name, known)
  return known
}

/** What `openVault` does, with the slow step remembered. */
function openRemembering(file: Uint8Array): string {
  const vault = readVault(sodium, file)
  if (!vault.ok) return `${vault.failure.code} before the passphrase`
  const [slot] = vault.value.slots
  if (slot === undefined) throw new Error('a vault that was read has a slot')
  const key = derivedKey(slot.kdf)
  return key.ok ? codeOf(unlockVault(sodium, vault.value, key.value)) : key.failure.code
}

/** The file with its checksum made right again: what an attacker would do, and bad luck does not. */
function withChecksum(file: Uint8Array): Uint8Array {
  const fixed = file.slice()
  const content = fixed.subarray(0, fixed.length - 32)
  fixed.set(labelledHash(sodium, 'SR1/vault-checksum', [content]), fixed.length - 32)
  return fixed
}

describe('a vault', () => {
  test('opens with its passphrase to the body that was put in', () => {
    const again = value(openVault(sodium, bytes, passphrase))
    expect(again.body).toEqual(body)
    expect(again.masterKey).toEqual(opened.masterKey)
  })

  test('takes a passphrase in any form of the same characters', () => {
    const decomposed = passphrase.normalize('NFD')
    expect(decomposed).not.toBe(passphrase)
    expect(codeOf(openVault(sodium, bytes, decomposed))).toBe('ok')
  })

  test('refuses another passphrase as passphrase-wrong', () => {
    expect(codeOf(openVault(sodium, bytes, `${passphrase}.`))).toBe('passphrase-wrong')
  })

  test('refuses to be made with fewer than eight characters', () => {
    expect(codeOf(createVault(sodium, '1234567', body, cost))).toBe('passphrase-weak')
  })

  test('is written again with another body, without the passphrase', () => {
    const other = new Uint8Array(5000).fill(3)
    const file = value(resealVault(sodium, opened, other))
    expect(openRemembering(file)).toBe('ok')
    const vault = value(readVault(sodium, file))
    const [slot] = vault.slots
    if (slot === undefined) throw new Error('a vault that was read has a slot')
    const again = value(unlockVault(sodium, vault, value(derivedKey(slot.kdf))))
    expect(again.body).toEqual(other)
  })

  test('shows no part of its body or master key', () => {
    const text = bytes.join()
    expect(text).not.toContain(body.subarray(0, 8).join())
    expect(text).not.toContain(opened.masterKey.subarray(0, 8).join())
  })

  test('refuses every single corrupted byte before the passphrase is stretched', () => {
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x80]) {
        const corrupted = bytes.slice()
        corrupted[at] = (corrupted[at] ?? 0) ^ flip
        expect(openRemembering(corrupted), `byte ${at}`).toBe(
          'vault-corrupted before the passphrase',
        )
      }
    }
  })

  test('refuses every single byte altered by someone who puts the checksum right again', () => {
    const codes = new Set<string>()
    for (let at = 0; at < bytes.length - 32; at++) {
      const altered = bytes.slice()
      altered[at] = (altered[at] ?? 0) ^ 0x01
      const code = openRemembering(withChecksum(altered))
      expect(code, `byte ${at}`).not.toBe('ok')
      codes.add(code)
    }
    expect([...codes].sort()).toEqual([
      'passphrase-wrong',
      'unsupported-version before the passphrase',
      'vault-corrupted',
      'vault-corrupted before the passphrase',
      'vault-kdf-refused before the passphrase',
    ])
  })

  test('refuses truncation at every length', () => {
    for (let length = 0; length < bytes.length; length += 7) {
      expect(openRemembering(bytes.subarray(0, length))).toBe(
        'vault-corrupted before the passphrase',
      )
    }
  })

  test.each([
    ['less memory than the floor', { operations: 3, memoryBytes: 32 * 1024 * 1024 }],
    ['fewer passes than three', { operations: 2, memoryBytes: 64 * 1024 * 1024 }],
    ['more memory than a computer should give', { operations: 3, memoryBytes: 2 * 1024 ** 3 }],
    ['passes for hours', { operations: 1_000_000, memoryBytes: 64 * 1024 * 1024 }],
    ['memory that is no whole number of KiB', { operations: 3, memoryBytes: 64 * 1024 * 1024 + 1 }],
  ])('is neither made nor opened with %s', (_, hostile) => {
    expect(codeOf(createVault(sodium, passphrase, body, hostile))).toBe('vault-kdf-refused')
    const slots = opened.slots.map((slot) => ({ ...slot, kdf: { ...slot.kdf, ...hostile } }))
    if (hostile.memoryBytes % 1024 !== 0) return
    const file = value(resealVault(sodium, { ...opened, slots }, body))
    expect(openRemembering(file)).toBe('vault-kdf-refused before the passphrase')
  })

  test('refuses a slot that was added by someone without the master key', () => {
    const vault = value(readVault(sodium, bytes))
    const header = headerBytes([...vault.slots, ...vault.slots])
    const file = vaultBytes({ ...vault, header }, sodium)
    expect(openRemembering(file)).toBe('vault-corrupted')
    expect(openRemembering(vaultBytes(vault, sodium))).toBe('ok')
  })

  test('binds parameters and salt: a slot moved under others does not open', () => {
    const [slot] = opened.slots
    if (slot === undefined) throw new Error('a slot was made')
    const moved = { ...slot, kdf: { ...slot.kdf, operations: 4 } }
    const file = value(resealVault(sodium, { ...opened, slots: [moved] }, body))
    const vault = value(readVault(sodium, file))
    // Even the right stretched key does not help under other parameters.
    expect(codeOf(unlockVault(sodium, vault, value(derivedKey(slot.kdf))))).toBe('passphrase-wrong')
  })
})
