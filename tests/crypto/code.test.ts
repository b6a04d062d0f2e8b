import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInvitationCode, doorKeys, openDoor, parseInvitationCode } from '#crypto'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
const seed = Uint8Array.from({ length: 16 }, (_, at) => at * 13)
const relay = 'ws://192.168.1.20:4455'
const code = value(createInvitationCode(sodium, { purpose: 'join', seed, relay }))
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('an invitation code', () => {
  test('holds seed and relay', () => {
    expect(value(parseInvitationCode(sodium, code))).toEqual({ purpose: 'join', seed, relay })
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-)+[0-9A-HJKMNP-TV-Z]{1,5}$/)
  })

  test('forgives case, spaces, hyphens of any kind, O for 0, I and L for 1', () => {
    for (const typed of [
      code.toLowerCase(),
      code.replaceAll('-', ''),
      code.replaceAll('-', ' \n'),
      code.replaceAll('-', '\u2013'),
      code.replaceAll('-', '\u00a0'),
      `  ${code}  `,
      code.replaceAll('0', 'O').replaceAll('1', 'I'),
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
    ]) {
      expect(value(parseInvitationCode(sodium, typed))).toEqual({ purpose: 'join', seed, relay })
    }
  })

  test('refuses every single wrong character, whatever stands for it', () => {
    for (let at = 0; at < code.length; at++) {
      if (code[at] === '-') continue
      for (const digit of `${alphabet}U!é`) {
        if (digit === code[at]) continue
        const typed = code.slice(0, at) + digit + code.slice(at + 1)
        expect(codeOf(parseInvitationCode(sodium, typed)), typed).toBe('invitation-malformed')
      }
    }
  })

  test('refuses a missing, doubled or swapped character', () => {
    for (let at = 0; at < code.length; at++) {
      const here = code[at] ?? ''
      const next = code[at + 1] ?? ''
      if (here === '-') continue
      const shorter = code.slice(0, at) + code.slice(at + 1)
      const longer = code.slice(0, at) + here + code.slice(at)
      expect(codeOf(parseInvitationCode(sodium, shorter))).toBe('invitation-malformed')
      expect(codeOf(parseInvitationCode(sodium, longer))).toBe('invitation-malformed')
      if (next === here || next === '-' || next === '') continue
      const swapped = code.slice(0, at) + next + here + code.slice(at + 2)
      expect(codeOf(parseInvitationCode(sodium, swapped))).toBe('invitation-malformed')
    }
  })

  test('refuses anything else that people paste', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(codeOf(parseInvitationCode(sodium, text))).toBe('invitation-malformed')
      }),
    )
    expect(codeOf(parseInvitationCode(sodium, 'A'.repeat(100_000)))).toBe('invitation-malformed')
  })

  test.each([
    'ws://127.0.0.1:4455',
    'wss://relay.example.org',
    'wss://relay.example.org:8443/forum/a',
    'ws://[fd00::1]:4455',
    'ws://localhost:1/',
  ])('carries the address %s', (address) => {
    const made = value(createInvitationCode(sodium, { purpose: 'join', seed, relay: address }))
    expect(value(parseInvitationCode(sodium, made)).relay).toBe(address)
  })

  test.each([
    '',
    'http://relay.example.org',
    'ws://',
    'ws://user@relay.example.org',
    'ws://relay.example.org?a=b',
    'ws://relay.example.org#a',
    'ws://relay example',
    'wss://RELAY.example.org',
    'ws://relay.example.org\n',
    `ws://${'a'.repeat(129)}`,
    'javascript:alert(1)',
  ])('is not made for the address %j', (address) => {
    expect(codeOf(createInvitationCode(sodium, { purpose: 'join', seed, relay: address }))).toBe(
      'relay-address-invalid',
    )
  })
})

describe('the door of an invitation', () => {
  test('opens from the room key that the chain publishes, the proof key only from the seed', () => {
    const keys = doorKeys(sodium, seed)
    const { mailbox, sealing } = openDoor(sodium, keys.roomKey)
    expect(mailbox).toEqual(keys.mailbox)
    expect(sealing).toEqual(keys.sealing)
    expect(keys.proof.publicKey).not.toEqual(keys.mailbox.publicKey)
  })
})
