import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdit, diffText, rebaseEdit } from '#shared/model/text/index.ts'

// The thumbs share their first half; the first thumb and U+1F84D their second.
const few = fc.string({
  unit: fc.constantFrom('a', 'b', '👍', '👎', '\u{1f84d}', 'é'),
  maxLength: 12,
})

describe('an edit of a text', () => {
  test('turns one text into the other', () => {
    fc.assert(
      fc.property(few, few, (from, to) => {
        const edit = diffText(from, to)
        expect(edit === null ? from : applyEdit(from, edit)).toBe(to)
      }),
      { numRuns: 1000 },
    )
  })

  test('never splits a character in half', () => {
    fc.assert(
      fc.property(few, few, (from, to) => {
        const edit = diffText(from, to)
        if (edit === null) return
        for (const part of [
          edit.insert,
          from.slice(0, edit.at),
          from.slice(edit.at, edit.at + edit.remove),
        ])
          expect(part).not.toMatch(/\p{Cs}/u)
      }),
      { numRuns: 1000 },
    )
  })

  test('is as small as a key press', () => {
    expect(diffText('Selling the firm', 'Selling our firm')).toEqual({
      at: 8,
      remove: 3,
      insert: 'our',
    })
    expect(diffText('aaa', 'aaaa')).toEqual({ at: 3, remove: 0, insert: 'a' })
  })
})

describe('an edit made on an older text', () => {
  const merge = (seen: string, current: string, next: string) => {
    const edit = diffText(seen, next)
    const change = diffText(seen, current)
    if (edit === null) return current
    return applyEdit(current, change === null ? edit : rebaseEdit(edit, change))
  }

  test('keeps what came meanwhile before it and after it', () => {
    expect(merge('covenant test', 'Bank covenant test', 'covenant test in autumn')).toBe(
      'Bank covenant test in autumn',
    )
    expect(merge('covenant test', 'covenant test in autumn', 'Bank covenant test')).toBe(
      'Bank covenant test in autumn',
    )
  })

  test('takes nothing away that came meanwhile within what it replaces', () => {
    expect(merge('abc', 'abXc', 'z')).toContain('X')
  })

  test('never takes away letters that came meanwhile, and keeps whole characters', () => {
    const lower = fc.string({ unit: fc.constantFrom('a', 'b', '👍'), maxLength: 8 })
    const upper = fc.string({ unit: fc.constantFrom('X', '👎'), minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(lower, lower, upper, fc.nat(8), (seen, next, came, at) => {
        const letters = Array.from(seen)
        letters.splice(at, 0, came)
        const merged = merge(seen, letters.join(''), next)
        expect(merged).toContain(came)
        expect(merged).not.toMatch(/\p{Cs}/u)
      }),
      { numRuns: 1000 },
    )
  })
})
