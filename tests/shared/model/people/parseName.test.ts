import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseName } from '#shared/model/people/index.ts'

const name = (text: string) => {
  const parsed = parseName(text)
  return parsed.ok ? parsed.value : parsed.failure.code
}

describe('a name', () => {
  test.each([
    'Ingrid Solheim',
    'Tomás Arrieta',
    '山田 太郎',
    'नरेन्द्र',
    'محمد الفاتح',
    'יעל כהן',
    'Όλγα',
    'สมชาย ใจดี',
    'மீனாட்சி',
    '𠮷野家',
    "O'Neill-Şahin",
    '👩🏽‍🚀 Ada',
  ])('may be in any script: %s', (text) => {
    expect(name(text)).toBe(text.normalize('NFC'))
  })

  test('is trimmed, composed, and on one line', () => {
    expect(name('  Jose\u0301 \n\t Ruiz ')).toBe('Jos\u00e9 Ruiz')
  })

  test('keeps the joiners that scripts need', () => {
    expect(name('علی\u200cرضا')).toBe('علی\u200cرضا')
  })

  test('loses control characters, direction overrides and halves of characters', () => {
    expect(name('An\u0000na\u202e\u2066 B\ud800\ufeff')).toBe('Anna B')
  })

  test.each(['', '   ', '\u200d\u200b', '\u202e', '\u3164', '\u2800', '\u00ad', '\u0301'])(
    'is not nothing: %j',
    (text) => {
      expect(name(text)).toBe('text-empty')
    },
  )

  test('has at most 80 letters, as a reader counts them', () => {
    const family = '👨‍👩‍👧'
    expect(name(family.repeat(40))).toBe(family.repeat(40))
    expect(name('é'.repeat(80))).toBe('é'.repeat(80))
    expect(name('é'.repeat(81))).toBe('text-too-long')
  })

  test('is not one letter with a thousand marks, nor a book', () => {
    expect(name(`a${'\u0316'.repeat(1000)}`)).toBe('text-too-long')
    expect(name('a'.repeat(100_000))).toBe('text-too-long')
  })

  test('comes through a second time unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        const once = parseName(text)
        if (once.ok) expect(parseName(once.value)).toEqual(once)
      }),
      { numRuns: 1000 },
    )
  })
})
