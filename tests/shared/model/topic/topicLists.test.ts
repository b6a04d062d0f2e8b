import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MemberId } from '#shared/ids.ts'
import { isWaiting, mayWeigh, topicLists } from '#shared/model/topic/index.ts'
import { meridianTopics } from '../meridianTopics.ts'

const ids = (topics: readonly { id: string }[]) => topics.map((topic) => topic.id)

describe('the three lists', () => {
  test("give the Meridian forum's expected first five", () => {
    const lists = topicLists(meridianTopics)
    expect(ids(lists.urgentNow)).toEqual(['t02', 't09', 't05', 't01', 't04'])
    expect(ids(lists.keepsComingBack)).toEqual(['t07', 't03', 't16', 't01', 't06'])
    expect(lists.sharedBySeveral.map((theme) => theme.name)).toEqual([
      'family',
      'ownership',
      'people',
      'operations',
      'self',
    ])
  })

  test('leave out archived and merged topics', () => {
    const people = topicLists(meridianTopics).sharedBySeveral.find(({ name }) => name === 'people')
    expect(ids(people?.topics ?? [])).toEqual(['t04', 't17', 't19', 't22'])
  })

  test('do not depend on the order the topics come in, and hold only waiting topics', () => {
    const whole = topicLists(meridianTopics, 30)
    fc.assert(
      fc.property(fc.shuffledSubarray(meridianTopics, { minLength: 30 }), (shuffled) => {
        const lists = topicLists(shuffled, 30)
        expect(lists).toEqual(whole)
        for (const topic of [...lists.urgentNow, ...lists.keepsComingBack])
          expect(isWaiting(topic)).toBe(true)
      }),
    )
  })

  test('begin at urgency 8, at importance 7 heard 3 times, at three topics of a theme', () => {
    const base = { theme: '', importance: 0, urgency: 0, heard: 0, status: 'open' as const }
    const lists = topicLists([
      { ...base, id: 'a', urgency: 7 },
      { ...base, id: 'b', urgency: 8 },
      { ...base, id: 'c', importance: 7, heard: 2 },
      { ...base, id: 'd', importance: 6, heard: 3, theme: 'two' },
      { ...base, id: 'e', importance: 7, heard: 3, theme: 'two' },
    ])
    expect(ids(lists.urgentNow)).toEqual(['b'])
    expect(ids(lists.keepsComingBack)).toEqual(['e'])
    expect(lists.sharedBySeveral).toEqual([])
  })

  test('count spellings of one theme together and a blank theme not at all', () => {
    const topic = (id: string, theme: string) => ({
      id,
      theme,
      importance: 0,
      urgency: 0,
      heard: 0,
      status: 'open' as const,
    })
    const lists = topicLists([
      topic('a', 'Café'),
      topic('b', 'cafe\u0301 '),
      topic('c', 'CAFÉ'),
      topic('d', ' '),
      topic('e', ''),
      topic('f', ''),
      topic('g', 'other'),
    ])
    expect(lists.sharedBySeveral.map((theme) => ids(theme.topics))).toEqual([['a', 'b', 'c']])
  })

  test('are empty without topics', () => {
    expect(topicLists([])).toEqual({ urgentNow: [], keepsComingBack: [], sharedBySeveral: [] })
  })
})

describe('importance and urgency', () => {
  test('belong to the owner, those of a group topic to everyone', () => {
    const me = '1'.repeat(32) as MemberId
    const other = '2'.repeat(32) as MemberId
    expect(mayWeigh({ ownerId: me }, me)).toBe(true)
    expect(mayWeigh({ ownerId: other }, me)).toBe(false)
    expect(mayWeigh({ ownerId: null }, me)).toBe(true)
  })
})
