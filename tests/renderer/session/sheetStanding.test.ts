import { expect, test } from 'vitest'
import { sheetThing } from '#renderer/features/home/sheetThing.ts'
import { carrySheet, readCarried } from '#renderer/session/carried.ts'
import { sheetStanding } from '#renderer/session/vault/sheetStanding.ts'

const signingKey = Uint8Array.of(1, 2, 3)
const relayUrl = 'wss://relay.example'
const printed = { signingKey, madeAt: 1, rehearsedAt: 2, relayUrl }
const around = { known: Uint8Array.of(1, 2, 3), relayUrl, hasEnded: false }

test('A printed sheet counts once it was rehearsed and while all on it fits', () => {
  expect(sheetStanding(printed, around)).toBe('done')
  expect(sheetStanding({ ...printed, rehearsedAt: null }, around)).toBe('waiting')
  const { relayUrl: _, ...keyOnly } = printed
  expect(sheetStanding(keyOnly, around)).toBe('key-only')
  expect(sheetStanding(printed, { ...around, known: null })).toBe('replaced')
  expect(sheetStanding(printed, { ...around, known: Uint8Array.of(9) })).toBe('replaced')
  expect(sheetStanding(printed, { ...around, relayUrl: 'wss://other.example' })).toBe('outdated')
  expect(sheetStanding(keyOnly, { ...around, known: null, hasEnded: true })).toBe('done')
})

test('Home asks for a sheet that is missing, not rehearsed, or would not help', () => {
  const at = (standing: 'done' | 'waiting' | 'outdated') => ({
    keychain: false,
    high: false,
    recovery: { rehearsedAt: 2, standing },
  })
  expect(sheetThing({ keychain: false, high: false, recovery: null })).toBe('make')
  expect(sheetThing(at('waiting'))).toBe('rehearse')
  expect(sheetThing(at('outdated'))).toBe('renew')
  expect(sheetThing(at('done'))).toBeNull()
  expect(sheetThing({ keychain: true, high: true, recovery: null })).toBeNull()
})

test('What a reload carries is an invitation or a sheet, and never taken for the other', () => {
  expect(readCarried(carrySheet('A B'))).toEqual({ carried: null, carriedSheet: 'A B' })
  expect(readCarried('subrosa-code')).toEqual({ carried: 'subrosa-code', carriedSheet: null })
  expect(readCarried(null)).toEqual({ carried: null, carriedSheet: null })
})
