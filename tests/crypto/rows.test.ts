import { describe, expect, test } from 'vitest'
import { opaqueId, openRow, sealRow } from '#crypto'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
const key = new Uint8Array(32).fill(1)
const place = { table: 'envelopes', key: 'abc', version: 1 }
const bytes = Uint8Array.of(1, 2, 3)

describe('a sealed row', () => {
  test('opens at its place', () => {
    expect(value(openRow(sodium, key, place, sealRow(sodium, key, place, bytes)))).toEqual(bytes)
  })

  test('does not open in another table, at another key, in another version or under another key', () => {
    const sealed = sealRow(sodium, key, place, bytes)
    for (const elsewhere of [
      { ...place, table: 'heads' },
      { ...place, key: 'abd' },
      { ...place, version: 2 },
      // The same characters with the border between table and key moved.
      { ...place, table: 'envelopesa', key: 'bc' },
    ]) {
      expect(codeOf(openRow(sodium, key, elsewhere, sealed))).toBe('row-corrupted')
    }
    expect(codeOf(openRow(sodium, new Uint8Array(32), place, sealed))).toBe('row-corrupted')
  })

  test('refuses every corrupted byte and every truncation, naming table and opaque key', () => {
    const sealed = sealRow(sodium, key, place, bytes)
    for (let at = 0; at < sealed.length; at++) {
      const corrupted = sealed.slice()
      corrupted[at] = (corrupted[at] ?? 0) ^ 1
      expect(openRow(sodium, key, place, corrupted)).toEqual({
        ok: false,
        failure: { code: 'row-corrupted', detail: 'envelopes abc' },
      })
      expect(codeOf(openRow(sodium, key, place, sealed.subarray(0, at)))).toBe('row-corrupted')
    }
  })
})

describe('an opaque id', () => {
  test('is the same for the same thing and key, and different otherwise', () => {
    const ids = [
      opaqueId(sodium, key, 'log', bytes),
      opaqueId(sodium, key, 'document', bytes),
      opaqueId(sodium, key, 'log', Uint8Array.of(1, 2)),
      opaqueId(sodium, new Uint8Array(32), 'log', bytes),
    ]
    expect(new Set(ids).size).toBe(4)
    expect(opaqueId(sodium, key, 'log', bytes)).toBe(ids[0])
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/)
  })
})
