import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { agendaOf } from '#renderer/data/docs/index.ts'
import { codeOf, deliver, ids, must, openReplica } from './replica.ts'
import meridian from '../../fixtures/meridian.json' with { type: 'json' }

const open = (id = 0) => {
  const replica = openReplica(ids[id] ?? 1)
  return { replica, agenda: agendaOf(replica.shared) }
}
const titles = (agenda: ReturnType<typeof agendaOf>) => agenda.read().items.map((i) => i.title)

describe('an agenda', () => {
  test('is empty to begin with', () => {
    expect(open().agenda.read()).toEqual({
      title: '',
      date: '',
      start: '',
      plannedMinutes: null,
      items: [],
      removed: [],
    })
  })

  test('holds its details and items for both members', () => {
    const a = open(0)
    const b = open(1)
    const template = meridian.agendas[0]
    must(a.agenda.setTitle('September'))
    must(a.agenda.setDate('2026-09-09'))
    must(a.agenda.setStart(template?.start ?? ''))
    must(a.agenda.setPlannedMinutes(240))
    must(
      a.agenda.addItems(
        (template?.items ?? []).map(({ title, minutes, lead }) => ({
          title,
          minutes,
          lead: lead ?? '',
        })),
      ),
    )
    deliver(a.replica, b.replica)
    expect(b.agenda.read()).toEqual(a.agenda.read())
    expect(titles(b.agenda)).toEqual(template?.items.map((item) => item.title))
    expect(b.agenda.read().start).toBe('13:00')
  })

  test('puts items where it is told', () => {
    const { agenda } = open()
    const b = must(agenda.addItem({ title: 'b' }))
    const a = must(agenda.addItem({ title: 'a' }, 'first'))
    must(agenda.addItem({ title: 'c' }, { after: b }))
    must(agenda.addItem({ title: 'ab' }, { before: b }))
    expect(titles(agenda)).toEqual(['a', 'ab', 'b', 'c'])
    must(agenda.moveItem(a, 'last'))
    must(agenda.moveItem(b, 'first'))
    expect(titles(agenda)).toEqual(['b', 'ab', 'c', 'a'])
    must(agenda.moveItem(b, { after: b }))
    expect(titles(agenda)).toEqual(['b', 'ab', 'c', 'a'])
  })

  test('takes 200 items, and no more than 500', () => {
    const { replica, agenda } = open()
    must(agenda.addItems(Array.from({ length: 200 }, (_, at) => ({ title: `item ${at}` }))))
    expect(titles(agenda)).toEqual(Array.from({ length: 200 }, (_, at) => `item ${at}`))
    const other = open(1)
    deliver(replica, other.replica)
    expect(other.agenda.read().items).toHaveLength(200)
    expect(codeOf(agenda.addItems(Array.from({ length: 301 }, () => ({}))))).toBe('list-full')
    expect(agenda.read().items).toHaveLength(200)
    must(agenda.addItems(Array.from({ length: 300 }, () => ({}))))
    expect(codeOf(agenda.addItem({}))).toBe('list-full')
  })

  test('refuses what is too long or out of range and writes nothing then', () => {
    const { replica, agenda } = open()
    const id = must(agenda.addItem({ title: 'x' }))
    const before = agenda.read()
    const sent = replica.sent.length
    expect(codeOf(agenda.addItem({ title: 'x'.repeat(100_000) }))).toBe('text-too-long')
    expect(codeOf(agenda.setItemTitle(id, 'x'.repeat(301)))).toBe('text-too-long')
    expect(codeOf(agenda.setTitle('x'.repeat(301)))).toBe('text-too-long')
    expect(codeOf(agenda.editItem(id, { lead: 'x'.repeat(81) }))).toBe('text-too-long')
    for (const minutes of [-1, 601, 1.5, Number.NaN])
      expect(codeOf(agenda.editItem(id, { minutes }))).toBe('value-out-of-range')
    expect(codeOf(agenda.setStart('25:00'))).toBe('value-out-of-range')
    expect(codeOf(agenda.setDate('2026-02-30'))).toBe('value-out-of-range')
    expect(codeOf(agenda.setPlannedMinutes(0))).toBe('value-out-of-range')
    expect(codeOf(agenda.editItem('nobody', { minutes: 1 }))).toBe('not-found')
    expect(codeOf(agenda.moveItem(id, { before: 'nobody' }))).toBe('not-found')
    replica.shared.flush()
    expect(agenda.read()).toBe(before)
    expect(replica.sent).toHaveLength(sent)
  })

  test('keeps a removed item so that it can be put back where it was', () => {
    const { agenda } = open()
    const [, b] = must(agenda.addItems([{ title: 'a' }, { title: 'b' }, { title: 'c' }]))
    must(agenda.removeItem(b ?? ''))
    expect(titles(agenda)).toEqual(['a', 'c'])
    expect(agenda.read().removed.map((item) => item.title)).toEqual(['b'])
    expect(codeOf(agenda.removeItem(b ?? ''))).toBe('not-found')
    must(agenda.restoreItem(b ?? ''))
    expect(titles(agenda)).toEqual(['a', 'b', 'c'])
  })

  test('gives one title the words of two people typing at once', () => {
    const a = open(0)
    const b = open(1)
    const id = must(a.agenda.addItem({ title: 'covenant test' }))
    deliver(a.replica, b.replica)
    const had = a.replica.sent.length
    must(a.agenda.setItemTitle(id, 'Bank covenant test'))
    must(b.agenda.setItemTitle(id, 'covenant test in autumn'))
    deliver(a.replica, b.replica, had)
    deliver(b.replica, a.replica)
    expect(titles(a.agenda)).toEqual(['Bank covenant test in autumn'])
    expect(b.agenda.read()).toEqual(a.agenda.read())
  })

  test('puts typing where it belongs when the text changed under the fingers', () => {
    const { agenda } = open()
    const id = must(agenda.addItem({ title: 'covenant test' }))
    must(agenda.setItemTitle(id, 'Bank covenant test'))
    must(agenda.setItemTitle(id, 'covenant test in autumn', 'covenant test'))
    expect(titles(agenda)).toEqual(['Bank covenant test in autumn'])
  })

  test('lets an edit and a removal at once end in removal, with the edit kept', () => {
    const a = open(0)
    const b = open(1)
    const id = must(a.agenda.addItem({ title: 'x' }))
    deliver(a.replica, b.replica)
    const had = a.replica.sent.length
    must(a.agenda.removeItem(id))
    must(b.agenda.setItemTitle(id, 'x, more'))
    deliver(a.replica, b.replica, had)
    deliver(b.replica, a.replica)
    for (const { agenda } of [a, b]) {
      expect(agenda.read().items).toEqual([])
      expect(agenda.read().removed.map((item) => item.title)).toEqual(['x, more'])
    }
  })

  test('undoes and does again one own step at a time, and never another member’s', () => {
    const a = open(0)
    const b = open(1)
    const id = must(a.agenda.addItem({ title: 'x', minutes: 5 }))
    deliver(a.replica, b.replica)
    must(b.agenda.addItem({ title: 'theirs' }))
    deliver(b.replica, a.replica)
    must(a.agenda.editItem(id, { minutes: 7 }))
    must(a.agenda.removeItem(id))
    a.replica.shared.undo()
    expect(a.agenda.read().items.map((item) => item.minutes)).toEqual([7, 10])
    a.replica.shared.undo()
    expect(a.agenda.read().items.map((item) => item.minutes)).toEqual([5, 10])
    a.replica.shared.undo()
    expect(titles(a.agenda)).toEqual(['theirs'])
    expect(a.replica.shared.status.read().canUndo).toBe(false)
    a.replica.shared.undo()
    expect(titles(a.agenda)).toEqual(['theirs'])
    a.replica.shared.redo()
    a.replica.shared.redo()
    expect(a.agenda.read().items.map((item) => item.minutes)).toEqual([7, 10])
    deliver(a.replica, b.replica, 1)
    expect(b.agenda.read()).toEqual(a.agenda.read())
  })

  test('gives the same objects for what did not change', () => {
    const { replica, agenda } = open()
    const [, b] = must(agenda.addItems([{ title: 'a' }, { title: 'b' }]))
    const before = agenda.read()
    expect(agenda.read()).toBe(before)
    must(agenda.editItem(b ?? '', { minutes: 12 }))
    const after = agenda.read()
    expect(after).not.toBe(before)
    expect(after.items[0]).toBe(before.items[0])
    expect(after.items[1]).not.toBe(before.items[1])
    expect(after.removed).toBe(before.removed)
    must(agenda.editItem(b ?? '', { minutes: 12 }))
    expect(agenda.read()).toBe(after)
    const fields = replica.shared.doc.getMap('agenda-items').get(b ?? '')
    if (!(fields instanceof Y.Map)) throw new Error('the item is not in the document')
    fields.set('somethingNewer', 1)
    expect(agenda.read()).toBe(after)
    const status = replica.shared.status.read()
    must(agenda.setStart('09:00'))
    expect(replica.shared.status.read()).toBe(status)
    expect(agenda.read().items).toBe(after.items)
    expect(agendaOf(replica.shared)).toBe(agenda)
  })

  test('tells its listeners once for each change, until they leave', () => {
    const a = open(0)
    const b = open(1)
    let told = 0
    const leave = b.agenda.subscribe(() => {
      told++
      b.agenda.read()
    })
    must(a.agenda.addItem({ title: 'a' }))
    deliver(a.replica, b.replica)
    expect(told).toBe(1)
    must(b.agenda.setStart('09:00'))
    expect(told).toBe(2)
    leave()
    must(b.agenda.setStart('10:00'))
    expect(told).toBe(2)
  })

  test('reads rubbish in the document as far as it makes sense', () => {
    const { replica, agenda } = open()
    const good = must(agenda.addItem({ title: 'good' }))
    const { doc } = replica.shared
    const root = doc.getMap('agenda-items')
    const hex = (letter: string) => letter.repeat(32)
    root.set('not an id', new Y.Map([['title', 'x']]))
    root.set(hex('1'), 'a string')
    root.set(hex('2'), new Y.Array())
    root.set(hex('3'), new Y.Map())
    root.set(
      hex('4'),
      new Y.Map<unknown>([
        ['title', 'plain\u202e'],
        ['minutes', 'soon'],
        ['lead', 'x'.repeat(1000)],
        ['kind', { a: 1 }],
        ['order', '~~'],
        ['deletedAt', 'no'],
      ]),
    )
    root.set(hex('5'), new Y.Map<unknown>([['title', new Y.Text('x'.repeat(100_000))]]))
    doc.getMap('agenda').set('start', 99)
    doc.getMap('agenda').set('date', '2026-99-99')
    doc.getMap('agenda').set('plannedMinutes', -4)
    const view = agenda.read()
    expect(view.items.map((item) => item.id)).toEqual([good, hex('3'), hex('4'), hex('5')])
    expect(view.items[1]).toEqual({ id: hex('3'), title: '', minutes: 0, lead: '', kind: 'other' })
    expect(view.items[2]).toEqual({
      id: hex('4'),
      title: 'plain',
      minutes: 0,
      lead: 'x'.repeat(80),
      kind: 'other',
    })
    expect(view.items[3]?.title).toHaveLength(1200)
    expect([view.start, view.date, view.plannedMinutes]).toEqual(['', '', null])
    must(agenda.moveItem(good, { after: hex('4') }))
    must(agenda.setItemTitle(hex('4'), 'mended'))
    must(agenda.setItemTitle(hex('4'), 'mended twice'))
    expect(agenda.read().items.map((item) => item.id)).toEqual([hex('3'), hex('4'), good, hex('5')])
    expect(agenda.read().items[1]?.title).toBe('mended twice')
  })
})
