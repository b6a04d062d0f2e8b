import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createInvitationCode,
  createRecoveryKey,
  encodeRecoveryKit,
  parseRecoveryKey,
  parseRecoveryKit,
  recoveryKeys,
  recoveryKeyText,
} from '#crypto'
import type { ForumId } from '#shared/ids.ts'
import { areChecked, checkDigits } from '../../crypto/recovery/checkDigits.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
const key = createRecoveryKey(sodium)
const text = recoveryKeyText(key)
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const mistyped = (typed: string) => codeOf(parseRecoveryKey(typed)) === 'recovery-key-mistyped'

/** The list with two places exchanged. */
function exchanged(list: readonly string[], a: number, b: number): string[] {
  return list.map((each, at) => (at === a ? list[b] : at === b ? list[a] : each) ?? '')
}

describe('a recovery key', () => {
  test('is eight groups of five that read back as the key', () => {
    expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(value(parseRecoveryKey(text))).toEqual(key)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 21, maxLength: 21 }), (any) => {
        expect(value(parseRecoveryKey(recoveryKeyText(any)))).toEqual(any)
      }),
    )
  })

  test('is read in any case and spacing, with O for 0 and I or L for 1', () => {
    for (const typed of [
      text.toLowerCase(),
      text.replaceAll('-', ''),
      text.replaceAll('-', ' \n'),
      text.replaceAll('-', '\u2013'),
      `  ${text}\u00a0`,
      text.replaceAll('0', 'O').replaceAll('1', 'I'),
      text.replaceAll('0', 'o').replaceAll('1', 'l'),
    ])
      expect(value(parseRecoveryKey(typed)), typed).toEqual(key)
  })

  test('refuses every single mistyped character', () => {
    const digits = text.replaceAll('-', '')
    for (let at = 0; at < digits.length; at++)
      for (const digit of `${alphabet}U!é`) {
        if (digit === digits[at]) continue
        const typed = digits.slice(0, at) + digit + digits.slice(at + 1)
        expect(mistyped(typed), typed).toBe(true)
      }
  })

  test('refuses every two characters that changed places, next to each other or not', () => {
    const digits = [...text.replaceAll('-', '')]
    for (let a = 0; a < digits.length; a++)
      for (let b = a + 1; b < digits.length; b++) {
        const swapped = exchanged(digits, a, b)
        if (digits[a] !== digits[b]) expect(mistyped(swapped.join('')), `${a} ${b}`).toBe(true)
      }
  })

  test('refuses up to four wrong characters anywhere, and two groups that changed places', () => {
    const digits = [...text.replaceAll('-', '')]
    const places = fc.uniqueArray(fc.nat(digits.length - 1), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(places, fc.infiniteStream(fc.integer({ min: 1, max: 31 })), (wrong, by) => {
        const typed = digits.slice()
        for (const at of wrong) {
          const was = alphabet.indexOf(typed[at] ?? '')
          typed[at] = alphabet[(was + (by.next().value ?? 1)) % 32] ?? ''
        }
        expect(mistyped(typed.join(''))).toBe(true)
      }),
      { numRuns: 2000 },
    )
    const groups = text.split('-')
    for (let at = 0; at < 7; at++) {
      const swapped = exchanged(groups, at, at + 1)
      expect(mistyped(swapped.join('-'))).toBe(true)
    }
  })

  test('refuses a missing or doubled character, half a key, and anything else people paste', () => {
    for (let at = 0; at < text.length; at++) {
      if (text[at] === '-') continue
      expect(mistyped(text.slice(0, at) + text.slice(at + 1))).toBe(true)
      expect(mistyped(text.slice(0, at) + (text[at] ?? '') + text.slice(at))).toBe(true)
    }
    const invitation = createInvitationCode(sodium, {
      purpose: 'join',
      seed: new Uint8Array(16),
      relay: 'wss://a.b',
    })
    for (const other of ['', ' ', text.slice(0, 23), `${text}${text}`, value(invitation)])
      expect(mistyped(other), other).toBe(true)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        expect(mistyped(any)).toBe(true)
      }),
    )
  })

  test('checks as BIP 350 does, with the purpose in the check', () => {
    // "A1LQFN3A" of the BIP: purpose "a", no digits, check "lqfn3a" in its own alphabet.
    const bip = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
    expect(
      checkDigits('a', [])
        .map((digit) => bip[digit])
        .join(''),
    ).toBe('lqfn3a')
    const digits = [...'l7aum6echk45nj3s0wdvt2fg8x9yrzpq'].map((letter) => bip.indexOf(letter))
    expect(
      checkDigits('abcdef', digits)
        .map((digit) => bip[digit])
        .join(''),
    ).toBe('zd3ryx')
    expect(areChecked('abcdef', [...digits, ...checkDigits('abcdef', digits)])).toBe(true)
    expect(areChecked('abcdeg', [...digits, ...checkDigits('abcdef', digits)])).toBe(false)
  })
})

describe('what follows from a recovery key', () => {
  test('is the same each time, and different for the vault, for signing and for another key', () => {
    const first = recoveryKeys(sodium, key)
    expect(recoveryKeys(sodium, key)).toEqual(first)
    const other = recoveryKeys(sodium, createRecoveryKey(sodium))
    const seed = first.signing.secretKey.subarray(0, 32)
    const found = [first.vaultKey, seed, other.vaultKey, other.signing.secretKey.subarray(0, 32)]
    expect(new Set(found.map(String)).size).toBe(4)
  })

  test('signs', () => {
    const { signing } = recoveryKeys(sodium, key)
    const message = new Uint8Array([1, 2, 3])
    const signature = sodium.sign('entry', message, signing.secretKey)
    expect(sodium.verify('entry', message, signature, signing.publicKey)).toBe(true)
  })
})

describe('a recovery kit', () => {
  const kit = {
    recoveryKey: key,
    forum: 'ab'.repeat(32) as ForumId,
    relay: 'ws://192.168.1.20:4455',
  }
  const written = value(encodeRecoveryKit(sodium, kit))

  test('is two lines, the first of them the recovery key, and reads back', () => {
    expect(written.split('\n')).toHaveLength(2)
    expect(written.split('\n')[0]).toBe(text)
    expect(value(parseRecoveryKit(sodium, written))).toEqual(kit)
    expect(value(parseRecoveryKit(sodium, written.toLowerCase().replaceAll('-', ' ')))).toEqual(kit)
  })

  test('refuses every single wrong character, naming the line it is in', () => {
    for (let at = 0; at < written.length; at++) {
      const was = written[at] ?? ''
      if (was === '-' || was === '\n') continue
      for (const digit of 'AZ0') {
        if (digit === was) continue
        const typed = written.slice(0, at) + digit + written.slice(at + 1)
        expect(codeOf(parseRecoveryKit(sodium, typed)), typed).toBe(
          at < text.length ? 'recovery-key-mistyped' : 'recovery-kit-malformed',
        )
      }
    }
  })

  test('refuses the lines of two kits, half a kit, and a relay that cannot be one', () => {
    const other = recoveryKeyText(createRecoveryKey(sodium))
    const lines = written.split('\n')
    for (const typed of [`${other}\n${lines[1]}`, lines[0] ?? '', written.slice(0, -8)])
      expect(codeOf(parseRecoveryKit(sodium, typed))).toBe('recovery-kit-malformed')
    for (const relay of ['http://relay.example', 'wss://a b', ''])
      expect(codeOf(encodeRecoveryKit(sodium, { ...kit, relay }))).toBe('relay-address-invalid')
  })

  test('refuses anything else that people paste', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        expect(codeOf(parseRecoveryKit(sodium, `${text}${any}`))).toBe('recovery-kit-malformed')
      }),
    )
    expect(codeOf(parseRecoveryKit(sodium, ''))).toBe('recovery-key-mistyped')
  })
})
