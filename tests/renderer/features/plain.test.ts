import { describe, expect, test } from 'vitest'
import { readTime } from '#renderer/features/agenda/readTime.ts'
import { daysAway, meetingDay } from '#renderer/features/home/meetingDay.ts'
import { oneThing, type Standing } from '#renderer/features/home/oneThing.ts'
import { homeWords } from '#renderer/words/index.ts'

describe('a time of day as people type it', () => {
  test.each([
    ['13:00', '13:00'],
    ['13', '13:00'],
    ['9.30', '09:30'],
    ['1300', '13:00'],
    ['1 pm', '13:00'],
    ['12am', '00:00'],
    [' 7:05 ', '07:05'],
    ['', ''],
  ])('%j is %j', (typed, time) => {
    expect(readTime(typed)).toBe(time)
  })

  test.each(['24:00', '13:60', 'noon', '13 pm', '1:2:3', '-1'])('%j is none', (typed) => {
    expect(readTime(typed)).toBeNull()
  })
})

describe('Home', () => {
  test('counts days, not hours, to the meeting', () => {
    const day = meetingDay('2026-10-14')
    expect(day).not.toBeNull()
    if (day === null) return
    expect(daysAway(day, new Date('2026-10-06T23:59:00'))).toBe(8)
    expect(daysAway(day, new Date('2026-10-14T00:01:00'))).toBe(0)
    expect(meetingDay('')).toBeNull()
    expect(meetingDay('soon')).toBeNull()
  })

  test('asks for one thing, in the order in which a meeting comes about', () => {
    const ready = { isAlone: false, hasDate: true, items: 3, unweighed: 0, over: 0, sheet: null }
    const titleFor = (change: Partial<Standing>) => oneThing({ ...ready, ...change }).title
    expect(titleFor({ isAlone: true, hasDate: false })).toBe(homeWords.inviteTitle)
    expect(titleFor({ hasDate: false, items: 0 })).toBe(homeWords.dateTitle)
    expect(titleFor({ items: 0, unweighed: 2 })).toBe(homeWords.buildTitle)
    expect(titleFor({ unweighed: 2, over: 5 })).toBe(homeWords.weighTitle(2))
    expect(titleFor({ over: 5 })).toBe(homeWords.overTitle)
    expect(titleFor({ over: -5 })).toBe(homeWords.readTitle)
    expect(titleFor({ over: 5, sheet: 'make' })).toBe(homeWords.overTitle)
    expect(titleFor({ sheet: 'make' })).toBe(homeWords.sheetTitle)
    expect(titleFor({ sheet: 'rehearse' })).toBe(homeWords.rehearseTitle)
    expect(titleFor({ sheet: 'renew' })).toBe(homeWords.renewTitle)
  })
})
