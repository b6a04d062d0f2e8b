import { describe, expect, test } from 'vitest'
import { isCalendarDate } from '#shared/model/text/index.ts'

describe('a date', () => {
  test.each(['2026-09-09', '2024-02-29', '2000-02-29', '1999-12-31'])('%s is one', (text) => {
    expect(isCalendarDate(text)).toBe(true)
  })
  test.each([
    '2026-02-29',
    '2100-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '26-1-1',
    '',
    '2026-09-09T',
  ])('%j is none', (text) => {
    expect(isCalendarDate(text)).toBe(false)
  })
})
