import { describe, expect, test } from 'vitest'
import { notesOf } from '#renderer/data/docs/index.ts'
import { notesLimits } from '#shared/model/notes/index.ts'
import { codeOf, deliver, ids, must, openReplica } from './replica.ts'

const open = (id = 0) => {
  const replica = openReplica(ids[id] ?? 1)
  return { replica, notes: notesOf(replica.shared) }
}

describe('notes', () => {
  test('keep their lines, and what two write apart comes together', () => {
    const a = open(0)
    const b = open(1)
    must(a.notes.setText('first\r\nsecond\n'))
    deliver(a.replica, b.replica)
    expect(b.notes.read().text).toBe('first\nsecond\n')
    const had = a.replica.sent.length
    must(a.notes.setText('zero\nfirst\nsecond\n'))
    must(b.notes.setText('first\nsecond\nthird\n'))
    deliver(a.replica, b.replica, had)
    deliver(b.replica, a.replica)
    expect(a.notes.read().text).toBe('zero\nfirst\nsecond\nthird\n')
    expect(b.notes.read()).toEqual(a.notes.read())
  })

  test('put what was typed over an older text where it belongs by now', () => {
    const { notes } = open()
    must(notes.setText('one two'))
    must(notes.setText('one three two', 'one two'))
    must(notes.setText('zero one two', 'one two'))
    expect(notes.read().text).toBe('zero one three two')
  })

  test('refuse a text over the limit by name, and keep what there was', () => {
    const { replica, notes } = open()
    must(notes.setText('kept'))
    const sent = replica.sent.length
    expect(codeOf(notes.setText('x'.repeat(notesLimits.text + 1)))).toBe('text-too-long')
    replica.shared.flush()
    expect(notes.read().text).toBe('kept')
    expect(replica.sent).toHaveLength(sent)
    must(notes.setText('x'.repeat(notesLimits.text)))
  })

  test('can be taken back and done again', () => {
    const { notes } = open()
    must(notes.setText('written'))
    notes.undo()
    expect(notes.read().text).toBe('')
    notes.redo()
    expect(notes.read().text).toBe('written')
  })

  test('by a changed program are cleaned, cut and kept readable', () => {
    const a = open(0)
    const b = open(1)
    must(
      a.replica.shared.transact(() => {
        const text = a.replica.shared.doc.getText('notes')
        text.insert(0, `seen\u202e\u0000hidden\u2028next ${'y'.repeat(notesLimits.text * 4)}`)
        text.insertEmbed(0, { image: 'https://example.invalid/x.png' })
      }),
    )
    for (const update of split(a)) must(b.replica.shared.apply(update))
    const { text } = b.notes.read()
    expect(text.startsWith('seenhidden\nnext y')).toBe(true)
    expect(text.length).toBeLessThanOrEqual(notesLimits.text * 4)
    must(b.notes.setText('mended', text))
    expect(b.notes.read().text.length).toBeLessThan(10)
  })

  test('written by a newer version can be read and not changed', () => {
    const { replica, notes } = open()
    must(notes.setText('from now'))
    must(
      replica.shared.transact(() => {
        replica.shared.doc.getMap('format').set('schemaVersion', 99)
      }),
    )
    expect(codeOf(notes.setText('changed'))).toBe('newer-version')
    expect(notes.read().text).toBe('from now')
  })
})

function split({ replica }: ReturnType<typeof open>): readonly Uint8Array[] {
  replica.shared.flush()
  return replica.sent
}
