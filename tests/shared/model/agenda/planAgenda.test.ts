import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatClock, parseClock, planAgenda } from '#shared/model/agenda/index.ts'
import meridian from '../../../fixtures/meridian.json' with { type: 'json' }

const items = (...minutes: number[]) => minutes.map((m, at) => ({ id: `i${at}`, minutes: m }))

describe('the plan of an agenda', () => {
  test.each(meridian.agendas)('adds up to the total of template $id', (agenda) => {
    const plan = planAgenda({
      start: agenda.start,
      plannedMinutes: agenda.total,
      items: items(...agenda.items.map((item) => item.minutes)),
    })
    expect(plan.total).toBe(agenda.total)
    expect(plan.over).toBe(0)
  })

  test('starts the presentation of template A at 14:45 and ends at 17:00', () => {
    const agenda = meridian.agendas[0]
    const plan = planAgenda({
      start: agenda?.start ?? '',
      plannedMinutes: null,
      items: items(...(agenda?.items ?? []).map((item) => item.minutes)),
    })
    expect(plan.items[8]).toEqual({ id: 'i8', offset: 105, time: '14:45', day: 0 })
    expect(plan.end).toEqual({ time: '17:00', day: 0 })
    expect(plan.over).toBeNull()
  })

  test('says by how much it is over or under', () => {
    const over = (plannedMinutes: number) =>
      planAgenda({ start: '', plannedMinutes, items: items(60, 30) }).over
    expect(over(80)).toBe(10)
    expect(over(100)).toBe(-10)
  })

  test('goes past midnight and says so', () => {
    const plan = planAgenda({
      start: '23:30',
      plannedMinutes: null,
      items: items(20, 10, 600, 600, 600),
    })
    expect(plan.items.map(({ time, day }) => `${time} ${day}`)).toEqual([
      '23:30 0',
      '23:50 0',
      '00:00 1',
      '10:00 1',
      '20:00 1',
    ])
    expect(plan.end).toEqual({ time: '06:00', day: 2 })
  })

  test('has no times without a start, and still a total', () => {
    const plan = planAgenda({ start: '', plannedMinutes: null, items: items(5, 0, 7) })
    expect(plan).toEqual({
      items: [
        { id: 'i0', offset: 0, time: null, day: 0 },
        { id: 'i1', offset: 5, time: null, day: 0 },
        { id: 'i2', offset: 5, time: null, day: 0 },
      ],
      total: 12,
      end: null,
      over: null,
    })
  })

  test('works with no items and with 200', () => {
    expect(planAgenda({ start: '09:00', plannedMinutes: 60, items: [] })).toEqual({
      items: [],
      total: 0,
      end: { time: '09:00', day: 0 },
      over: -60,
    })
    const many = planAgenda({
      start: '09:00',
      plannedMinutes: null,
      items: items(...Array.from({ length: 200 }, () => 600)),
    })
    expect(many.total).toBe(120_000)
    expect(many.end).toEqual({ time: '17:00', day: 83 })
  })
})

describe('clock text', () => {
  test('comes back as it went', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), (minutes) => {
        expect(parseClock(formatClock(minutes).time)).toBe(minutes)
      }),
    )
  })

  test.each(['', '24:00', '9:00', '09:60', '09:00 ', '٠٩:٠٠', '-1:00'])('refuses %j', (text) => {
    expect(parseClock(text)).toBeNull()
  })
})
