import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { createVault, openVault, readVault, resealVault } from '#crypto'
import type { OpenedVault, SlotParameters } from '#crypto'
import { fromHex } from '#shared/ids.ts'
import { headerBytes, vaultBytes } from '../../crypto/vault/format.ts'
import { unlockVault } from '../../crypto/vault/vault.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'
import { body, cost, passphrase, rememberingOpener, secrets, withChecksum } from './vaultWorld.ts'

const sodium = await fixedSodium()
const opener = rememberingOpener(sodium)

let bytes: Uint8Array
let opened: OpenedVault
beforeAll(() => {
  const created = value(createVault(sodium, passphrase, body, cost))
  bytes = created.bytes
  opened = created.opened
})

/** The parameters with other figures. */
function withFigures(parameters: SlotParameters, figures: Partial<typeof cost>): SlotParameters {
  if (!('kdf' in parameters)) return parameters
  return { ...parameters, kdf: { ...parameters.kdf, ...figures } }
}

describe('a vault', () => {
  test('opens with its passphrase to the body that was put in', () => {
    const again = value(openVault(sodium, bytes, secrets.passphrase))
    expect(again.body).toEqual(body)
    expect(again.masterKey).toEqual(opened.masterKey)
  })

  test('takes a passphrase in any form of the same characters', () => {
    const decomposed = passphrase.normalize('NFD')
    expect(decomposed).not.toBe(passphrase)
    const secret = { kind: 'passphrase', passphrase: decomposed } as const
    expect(codeOf(openVault(sodium, bytes, secret))).toBe('ok')
  })

  test('refuses another passphrase as passphrase-wrong', () => {
    const secret = { kind: 'passphrase', passphrase: `${passphrase}.` } as const
    expect(codeOf(openVault(sodium, bytes, secret))).toBe('passphrase-wrong')
  })

  test('refuses to be made with fewer than eight characters', () => {
    expect(codeOf(createVault(sodium, '1234567', body, cost))).toBe('passphrase-weak')
  })

  test('is written again with another body, without the passphrase', () => {
    const other = new Uint8Array(5000).fill(3)
    const file = value(resealVault(sodium, opened, other))
    expect(value(openVault(sodium, file, secrets.passphrase)).body).toEqual(other)
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
        expect(opener.attempt(corrupted), `byte ${at}`).toBe(
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
      const code = opener.attempt(withChecksum(sodium, altered))
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
      expect(opener.attempt(bytes.subarray(0, length))).toBe(
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
    const slots = opened.slots.map((slot) => ({
      ...slot,
      parameters: withFigures(slot.parameters, hostile),
    }))
    if (hostile.memoryBytes % 1024 !== 0) return
    const file = value(resealVault(sodium, { ...opened, slots }, body))
    expect(opener.attempt(file)).toBe('vault-kdf-refused before the passphrase')
  })

  test('binds parameters and salt: a slot moved under others does not open', () => {
    const [slot] = opened.slots
    if (slot === undefined || !('kdf' in slot.parameters)) throw new Error('a slot was made')
    const moved = { ...slot, parameters: withFigures(slot.parameters, { operations: 4 }) }
    const file = value(resealVault(sodium, { ...opened, slots: [moved] }, body))
    // Even the right stretched key does not help under other parameters.
    const key = value(opener.stretch(slot.parameters.kdf))
    const vault = value(readVault(sodium, file))
    expect(codeOf(unlockVault(sodium, vault, moved, key))).toBe('passphrase-wrong')
  })
})

describe('a vault of version 1', () => {
  const old = JSON.parse(readFileSync('tests/vectors/vault-1.json', 'utf8')) as {
    passphrase: string
    body: string
    file: string
    masterKey: string
  }
  const secret = { kind: 'passphrase', passphrase: old.passphrase } as const

  test('still opens, and goes on as one of version 2', () => {
    const file = fromHex(old.file)
    const vault = value(openVault(sodium, file, secret))
    expect(new TextDecoder().decode(vault.body)).toBe(old.body)
    const next = value(resealVault(sodium, vault, body))
    expect(value(readVault(sodium, next)).version).toBe(2)
    expect(value(openVault(sodium, next, secret)).body).toEqual(body)
  })

  test('has one slot, with a passphrase: others are refused as vault-corrupted', () => {
    const vault = value(readVault(sodium, fromHex(old.file)))
    const twice = vault.header.slice()
    twice[5] = 2
    const doubled = new Uint8Array([...twice, ...vault.header.subarray(6)])
    const file = vaultBytes({ ...vault, header: doubled }, sodium)
    expect(codeOf(readVault(sodium, file))).toBe('vault-corrupted')
    // What of version 2 is called version 1 is none either.
    const renamed = headerBytes(opened.slots)
    renamed[4] = 1
    expect(codeOf(readVault(sodium, vaultBytes({ ...vault, header: renamed }, sodium)))).toBe(
      'vault-corrupted',
    )
  })
})
