import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { agendaOf, openSharedDocument, updateLimit } from '#renderer/data/docs/index.ts'
import { codeOf, deliver, ids, must, openReplica } from './replica.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const open = (id = 0) => {
  const replica = openReplica(ids[id] ?? 1)
  return { replica, agenda: agendaOf(replica.shared) }
}

describe('own writing', () => {
  test('goes out within the call when it comes after a pause', () => {
    const { replica, agenda } = open()
    must(agenda.setTitle('a'))
    expect(replica.sent).toHaveLength(1)
    vi.advanceTimersByTime(1000)
    expect(replica.sent).toHaveLength(1)
    must(agenda.setTitle('ab'))
    expect(replica.sent).toHaveLength(2)
  })

  test('goes out merged after 50 ms when it follows closely', () => {
    const a = open(0)
    for (let length = 1; length <= 20; length++) must(a.agenda.setTitle('x'.repeat(length)))
    expect(a.replica.sent).toHaveLength(1)
    vi.advanceTimersByTime(49)
    expect(a.replica.sent).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(a.replica.sent).toHaveLength(2)
    must(a.agenda.setTitle('y'))
    expect(a.replica.sent).toHaveLength(2)
    vi.advanceTimersByTime(50)
    expect(a.replica.sent).toHaveLength(3)
    vi.advanceTimersByTime(1000)
    expect(a.replica.sent).toHaveLength(3)
    const b = open(1)
    deliver(a.replica, b.replica)
    expect(b.agenda.read().title).toBe('y')
  })

  test('goes out at once when asked to, and before the document is let go', () => {
    const { replica, agenda } = open()
    must(agenda.setTitle('a'))
    must(agenda.setTitle('ab'))
    replica.shared.flush()
    expect(replica.sent).toHaveLength(2)
    replica.shared.flush()
    expect(replica.sent).toHaveLength(2)
    must(agenda.setTitle('abc'))
    replica.shared.destroy()
    expect(replica.sent).toHaveLength(3)
    vi.advanceTimersByTime(1000)
    expect(replica.sent).toHaveLength(3)
  })

  test('is only what is new: a letter costs few bytes in a long document', () => {
    const { replica, agenda } = open()
    const [id = ''] = must(
      agenda.addItems(Array.from({ length: 200 }, () => ({ title: 'An item of the agenda' }))),
    )
    for (let round = 0; round < 20; round++) {
      vi.advanceTimersByTime(100)
      must(agenda.removeItem(must(agenda.addItem({ title: 'gone again' }))))
    }
    vi.advanceTimersByTime(100)
    must(agenda.setItemTitle(id, 'An item of the agendas'))
    expect(replica.sent.at(-1)?.byteLength).toBeLessThan(60)
  })

  test('of an undo goes out as well', () => {
    const { replica, agenda } = open()
    must(agenda.setTitle('a'))
    vi.advanceTimersByTime(100)
    replica.shared.undo()
    expect(replica.sent).toHaveLength(2)
    expect(agenda.read().title).toBe('')
  })

  test('that only deletes is accepted by others', () => {
    const a = open(0)
    const b = open(1)
    must(a.agenda.setTitle('abc'))
    deliver(a.replica, b.replica)
    must(b.agenda.setTitle('abc!'))
    deliver(b.replica, a.replica)
    vi.advanceTimersByTime(100)
    must(b.agenda.setTitle('!'))
    expect(b.replica.sent).toHaveLength(2)
    deliver(b.replica, a.replica, 1)
    expect(a.agenda.read().title).toBe('!')
  })

  test('written by a listener while it is told of a change goes out once', () => {
    const a = open(0)
    const b = open(1)
    const leave = a.agenda.subscribe(() => {
      leave()
      must(a.agenda.setStart('10:00'))
    })
    must(a.agenda.setTitle('x'))
    a.replica.shared.doc.getMap('agenda').observe(() => {
      must(a.agenda.setPlannedMinutes(60))
    })
    must(a.agenda.setStart('11:00'))
    deliver(a.replica, b.replica)
    expect(b.agenda.read()).toEqual(a.agenda.read())
    expect(b.agenda.read()).toMatchObject({ title: 'x', start: '11:00', plannedMinutes: 60 })
  })

  test('of any amount is cut into updates that others accept', () => {
    const a = open(0)
    const b = open(1)
    must(a.agenda.addItems(Array.from({ length: 500 }, () => ({ title: '題'.repeat(300) }))))
    a.replica.shared.flush()
    expect(a.replica.sent.length).toBeGreaterThan(1)
    for (const update of a.replica.sent) expect(update.byteLength).toBeLessThan(updateLimit)
    deliver(a.replica, b.replica)
    expect(b.agenda.read()).toEqual(a.agenda.read())
  })
})

describe("others' writing", () => {
  test('never goes out as own', () => {
    const a = open(0)
    const b = open(1)
    must(a.agenda.setTitle('a'))
    must(b.agenda.setTitle('b'))
    deliver(a.replica, b.replica)
    must(b.replica.shared.loadSnapshot(a.replica.shared.encodeSnapshot()))
    vi.advanceTimersByTime(1000)
    expect(b.replica.sent).toHaveLength(1)
    for (const update of b.replica.sent)
      expect([...Y.parseUpdateMeta(update).from.keys()]).toEqual([b.replica.clientId])
  })

  test('arriving between two own edits does not go out with them', () => {
    const a = open(0)
    const b = open(1)
    must(b.agenda.addItem({ title: 'b1' }))
    must(b.agenda.addItem({ title: 'b2' }))
    must(a.agenda.addItem({ title: 'a' }))
    deliver(a.replica, b.replica)
    must(b.agenda.addItem({ title: 'b3' }))
    b.replica.shared.flush()
    for (const update of b.replica.sent)
      expect([...Y.parseUpdateMeta(update).from.keys()]).toEqual([b.replica.clientId])
    deliver(b.replica, a.replica)
    expect(a.agenda.read()).toEqual(b.agenda.read())
  })

  test('that makes Yjs tidy up format markers does not make us send the tidying', () => {
    const bold = (doc: Y.Doc, from: number, length: number) => {
      doc.getText('notes').format(from, length, { bold: true })
    }
    const a = open(0).replica
    const b = open(1).replica
    const other = open(2).replica
    b.shared.text('notes')
    must(a.shared.transact(() => a.shared.text('notes').insert(0, 'confidential words')))
    a.shared.flush()
    deliver(a, b)
    deliver(a, other)
    const had = a.sent.length
    must(a.shared.transact(() => bold(a.shared.doc, 0, 12)))
    must(other.shared.transact(() => bold(other.shared.doc, 0, 12)))
    let tidied = 0
    b.shared.doc.on('afterAllTransactions', (_doc, transactions) => {
      for (const { local, deleteSet } of transactions) if (local) tidied += deleteSet.clients.size
    })
    deliver(a, b, had)
    deliver(other, b)
    vi.advanceTimersByTime(1000)
    expect(tidied).toBeGreaterThan(0)
    expect(b.sent).toEqual([])
  })
})

describe('a client id', () => {
  test('that somebody else wrote under is reported, and nothing more is written under it', () => {
    const a = open(0)
    const twin = open(0)
    must(a.agenda.setTitle('a'))
    must(twin.agenda.setTitle('twin'))
    must(twin.agenda.setStart('09:00'))
    twin.replica.shared.flush()
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    must(a.replica.shared.applyAll(twin.replica.sent))
    expect(said).toHaveBeenCalledOnce()
    said.mockRestore()
    expect(a.replica.lost).toBe(1)
    expect(a.replica.shared.status.read().clientIdLost).toBe(true)
    expect(codeOf(a.agenda.setTitle('more'))).toBe('client-id-mismatch')
    a.replica.shared.renewClientId(777)
    must(a.agenda.setPlannedMinutes(30))
    a.replica.shared.flush()
    expect(Y.parseUpdateMeta(a.replica.sent.at(-1) ?? new Uint8Array()).from).toEqual(
      new Map([[777, 0]]),
    )
  })

  test('goes on where it was when our own log is replayed into a new copy', () => {
    const first = open(0)
    must(first.agenda.addItem({ title: 'one' }))
    must(first.agenda.addItem({ title: 'two' }))
    first.replica.shared.destroy()
    const again = open(0)
    const said = vi.spyOn(console, 'log')
    for (const update of first.replica.sent) must(again.replica.shared.apply(update))
    expect(again.replica.lost).toBe(0)
    expect(said).not.toHaveBeenCalled()
    said.mockRestore()
    must(again.agenda.addItem({ title: 'three' }))
    again.replica.shared.flush()
    const other = open(1)
    deliver(first.replica, other.replica)
    deliver(again.replica, other.replica)
    expect(other.agenda.read().items.map((item) => item.title)).toEqual(['one', 'two', 'three'])
  })

  test('must be a whole number that Yjs can write', () => {
    for (const clientId of [0, -1, 0.5, 2 ** 53, Number.NaN])
      expect(() => openSharedDocument({ name: 'x', clientId, onUpdate: () => undefined })).toThrow(
        /client id/,
      )
  })
})
