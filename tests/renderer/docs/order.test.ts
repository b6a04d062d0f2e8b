import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareOrder, isOrderKey, keysAt } from '#renderer/data/docs/order.ts'
import type { Ordered } from '#renderer/data/docs/order.ts'

/** Puts `count` new entries in and returns the list as every reader would sort it. */
function insert(list: readonly Ordered[], at: number, count: number, mark: string): Ordered[] {
  const { keys, rekeyed } = keysAt(list, at, count)
  return [
    ...list.map((entry) => ({ ...entry, order: rekeyed.get(entry.id) ?? entry.order })),
    ...keys.map((order, index) => ({ id: `${mark}${index}`, order })),
  ].sort(compareOrder)
}
const idsOf = (list: readonly Ordered[]) => list.map((entry) => entry.id)

describe('the order of a list', () => {
  test('puts a new entry where it was meant to go, whatever keys stand there', () => {
    const key = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a0', 'a1', 'a1V', 'a2', 'Zz', 'b00') },
      { weight: 1, arbitrary: fc.constant('') },
    )
    fc.assert(
      fc.property(
        fc.array(key, { maxLength: 12 }),
        fc.nat(12),
        fc.integer({ min: 1, max: 4 }),
        (keys, where, count) => {
          const list = keys
            .map((order, at) => ({ id: String(at).padStart(2, '0'), order }))
            .sort(compareOrder)
          const at = Math.min(where, list.length)
          const expected = idsOf(list)
          expected.splice(at, 0, ...Array.from({ length: count }, (_, index) => `new${index}`))
          const after = insert(list, at, count, 'new')
          expect(idsOf(after)).toEqual(expected)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('is the same for everyone, however the entries came in', () => {
    const entries = ['a1', '', 'a0', 'a1', '', 'a1'].map((order, at) => ({ id: `${at}`, order }))
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(idsOf(shuffled.sort(compareOrder))).toEqual(['2', '0', '3', '5', '1', '4'])
      }),
    )
  })

  test('keys anew only the neighbours that stand in the way', () => {
    const list = [
      { id: 'a', order: 'a0' },
      { id: 'b', order: 'a1' },
      { id: 'c', order: 'a1' },
      { id: 'd', order: 'a2' },
    ]
    expect([...keysAt(list, 2, 1).rekeyed.keys()]).toEqual(['b', 'c'])
    expect(keysAt(list, 1, 1).rekeyed.size).toBe(0)
  })

  test('keeps keys short when one place is used two thousand times', () => {
    let list: Ordered[] = [
      { id: 'first', order: 'a0' },
      { id: 'last', order: 'a1' },
    ]
    let rekeyings = 0
    for (let round = 0; round < 2000; round++) {
      const { keys, rekeyed } = keysAt(list, 1, 1)
      if (rekeyed.size > 0) rekeyings++
      const moved = list.map((entry) => ({ ...entry, order: rekeyed.get(entry.id) ?? entry.order }))
      moved.splice(1, 0, { id: `x${round}`, order: keys[0] ?? '' })
      list = moved
      if (list.length > 60) list.splice(30, 1)
    }
    expect(list.map((entry) => entry.order).every((order) => order.length <= 120)).toBe(true)
    expect([...list].sort(compareOrder)).toEqual(list)
    expect(rekeyings).toBeLessThan(200)
  })

  test('takes no key that the library cannot work with', () => {
    for (const key of [
      '',
      'a',
      '~~',
      'a0 ',
      'a00',
      'zz',
      'A00000000000000000000000000',
      'x'.repeat(500),
    ])
      expect(isOrderKey(key)).toBe(false)
    expect(isOrderKey('a0')).toBe(true)
  })
})
