import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  agoWords,
  countWord,
  dayWords,
  daysAwayWords,
  greetingWords,
  lengthWords,
  sentenceFor,
} from '#renderer/words/index.ts'
import { failureCodes } from '#shared/failure.ts'

const folder = new URL('../../../renderer/words/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))

/** Words of builders that no member should have to read. */
const forbidden =
  /\b(?:sync|peers?|nodes?|hash(?:es)?|CRDTs?|cryptographic|instances?|epochs?|envelopes?)\b/i

/** The texts of a file: what stands between quotes, without comments, imports and failure codes. */
function textsOf(source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^import .*$/gm, '')
  const codes = new Set<string>(failureCodes)
  const quoted = code.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? []
  return quoted.map((text) => text.slice(1, -1)).filter((text) => !codes.has(text))
}

describe('the words', () => {
  test.each(files)('of %s are none of a builder', (file) => {
    const texts = textsOf(readFileSync(new URL(file, folder), 'utf8'))
    expect(texts.filter((text) => forbidden.test(text))).toEqual([])
  })

  test('are read from where they stand', () => {
    expect(files.length).toBeGreaterThan(8)
    expect(textsOf("const a = { b: 'a peer' } // it's")).toEqual(['a peer'])
    expect(forbidden.test('Every peer agrees')).toBe(true)
    expect(forbidden.test('The keyboard and the recovery key')).toBe(false)
  })

  test('have a sentence for every failure', () => {
    for (const code of failureCodes) expect(sentenceFor({ code })).toMatch(/^[A-Z].*[.]$/)
  })

  test('never show what a failure says to developers', () => {
    expect(sentenceFor({ code: 'malformed', detail: 'at byte 12' })).not.toContain('12')
  })
})

describe('time in words', () => {
  const now = new Date('2026-11-23T12:00:00').getTime()
  const minute = 60_000

  test.each([
    [0, 'just now'],
    [minute, 'a minute ago'],
    [5 * minute, '5 minutes ago'],
    [60 * minute, 'an hour ago'],
    [3 * 60 * minute, '3 hours ago'],
    [30 * 60 * minute, 'on Sunday'],
    [10 * 24 * 60 * minute, 'on Friday 13 November'],
  ])('%i ms ago', (ago, words) => {
    expect(agoWords(now - ago, now)).toBe(words)
  })

  test('a clock that went back says just now', () => {
    expect(agoWords(now + 5 * minute, now)).toBe('just now')
  })

  test('days, lengths and greetings', () => {
    expect(dayWords(new Date('2026-10-14T12:00:00'))).toBe('Wednesday 14 October')
    expect(daysAwayWords(8)).toBe('in eight days')
    expect(daysAwayWords(1)).toBe('tomorrow')
    expect(daysAwayWords(-3)).toBe('three days ago')
    expect(lengthWords(240)).toBe('four hours')
    expect(lengthWords(90)).toBe('an hour and 30 minutes')
    expect(greetingWords(9, 'Tomás')).toBe('Good morning, Tomás')
    expect(greetingWords(23, '')).toBe('Good evening')
    expect(countWord(12)).toBe('twelve')
    expect(countWord(13)).toBe('13')
  })
})
