import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { agendaOf, type TextMark } from '#renderer/data/docs/index.ts'
import { deliver, ids, must, openReplica } from './replica.ts'

function two() {
  const [mine, theirs] = [openReplica(ids[0]), openReplica(ids[1])]
  const [a, b] = [agendaOf(mine.shared), agendaOf(theirs.shared)]
  const id = must(a.addItem({ title: 'one two' }))
  deliver(mine, theirs)
  return { mine, theirs, a, b, id }
}

/** A mark of the first, found by the second. */
function mark(a: ReturnType<typeof agendaOf>, id: string, at: number): TextMark {
  const made = a.markTitle(id, at)
  if (made === null) throw new Error('there is such a title')
  return made
}

describe('A place in a title', () => {
  test('is found at the other side, at every letter and at the end', () => {
    const { a, b, id } = two()
    for (let at = 0; at <= 'one two'.length; at++)
      expect(b.findInTitle(id, mark(a, id, at))).toBe(at)
    expect(b.findInTitle(id, mark(a, id, 99))).toBe('one two'.length)
  })

  test('stays before its letter while somebody writes in front of it or takes letters away', () => {
    const { a, b, id } = two()
    const place = mark(a, id, 4)
    must(b.setItemTitle(id, 'zero one two'))
    expect(b.findInTitle(id, place)).toBe(9)
    must(b.setItemTitle(id, 'two'))
    expect(b.findInTitle(id, place)).toBe(0)
    must(b.setItemTitle(id, 'wo'))
    expect(b.findInTitle(id, place)).toBe(0)
  })

  test('that has not arrived is nowhere, and found once it has', () => {
    const { mine, theirs, a, b, id } = two()
    const had = mine.sent.length
    must(a.setItemTitle(id, 'one two three'))
    const place = mark(a, id, 10)
    expect(b.findInTitle(id, place)).toBeNull()
    deliver(mine, theirs, had)
    expect(b.findInTitle(id, place)).toBe(10)
  })

  test('of another title, of nobody or of no title is nowhere', () => {
    const { a, id } = two()
    const other = must(a.addItem({ title: 'another' }))
    expect(a.findInTitle(id, mark(a, other, 2))).toBeNull()
    expect(a.findInTitle('no such item', 'end')).toBeNull()
    expect(a.markTitle('no such item', 0)).toBeNull()
    expect(a.markTitle(id, -1)).toBeNull()
  })

  test('made up by somebody leaves the document as it was (hostile caret)', () => {
    const { mine, a, id } = two()
    const before = Y.encodeStateAsUpdate(mine.shared.doc)
    const roots = mine.shared.doc.share.size
    const numbers = [0, 1, 2, 41, 2 ** 31, 2 ** 53 - 1]
    for (const client of [...numbers, ids[0], ids[1]])
      for (const clock of numbers) {
        const at = a.findInTitle(id, [client, clock])
        expect(at === null || (at >= 0 && at <= 'one two'.length)).toBe(true)
      }
    expect(Y.encodeStateAsUpdate(mine.shared.doc)).toEqual(before)
    expect(mine.shared.doc.share.size).toBe(roots)
  })
})
