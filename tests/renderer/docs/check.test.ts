import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { agendaOf, parkingLotOf, updateLimit } from '#renderer/data/docs/index.ts'
import { parseUpdate } from '#renderer/data/docs/parseUpdate.ts'
import { codeOf, deliver, ids, must, openReplica } from './replica.ts'

const mine = ids[0]
const theirs = ids[1]

/** Updates of a doc under that id, one for each step. */
function updatesOf(clientId: number, ...steps: ((doc: Y.Doc) => void)[]): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const step of steps) doc.transact(() => step(doc))
  return updates
}
const one = (step: (doc: Y.Doc) => void, clientId: number = theirs) =>
  updatesOf(clientId, step)[0] ?? new Uint8Array()
const word = (doc: Y.Doc) => doc.getText('agenda-title').insert(0, 'x')

describe('a client id of 53 bits', () => {
  test('comes through both encodings of Yjs, and through our parser', () => {
    const id = fc.oneof(
      fc.constantFrom(1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 52, 2 ** 53 - 2, 2 ** 53 - 1),
      fc.integer({ min: 1, max: 2 ** 53 - 1 }),
    )
    fc.assert(
      fc.property(id, id, (a, b) => {
        fc.pre(a !== b)
        const first = new Y.Doc()
        first.clientID = a
        first.getText('t').insert(0, 'ab👍c')
        first.getMap('m').set('k', new Y.Map([['deep', a]]))
        const second = new Y.Doc()
        second.clientID = b
        Y.applyUpdate(second, Y.encodeStateAsUpdate(first))
        second.getText('t').insert(1, 'zz')
        second.getText('t').delete(0, 1)
        const third = new Y.Doc()
        Y.applyUpdateV2(third, Y.encodeStateAsUpdateV2(second))
        const fourth = new Y.Doc()
        Y.applyUpdate(
          fourth,
          Y.convertUpdateFormatV2ToV1(Y.convertUpdateFormatV1ToV2(Y.encodeStateAsUpdate(third))),
        )
        expect(fourth.getText('t').toJSON()).toBe('zzb👍c')
        expect(fourth.getMap('m').toJSON()).toEqual({ k: { deep: a } })
        expect([...Y.decodeStateVector(Y.encodeStateVector(fourth)).keys()].sort()).toEqual(
          [a, b].sort(),
        )
        expect(must(parseUpdate(Y.encodeStateAsUpdate(first))).writes?.client).toBe(a)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the check of an update', () => {
  const open = () => openReplica(mine).shared

  test('lets a member’s next update through, and again nothing it has had', () => {
    const shared = open()
    const [first, second] = updatesOf(theirs, word, word)
    expect(codeOf(shared.check(second ?? new Uint8Array(), theirs))).toBe('clock-mismatch')
    must(shared.check(first ?? new Uint8Array(), theirs))
    must(shared.apply(first ?? new Uint8Array()))
    expect(codeOf(shared.check(first ?? new Uint8Array(), theirs))).toBe('clock-mismatch')
    must(shared.check(second ?? new Uint8Array(), theirs))
    expect(shared.nextClock(theirs)).toBe(1)
    must(shared.check(first ?? new Uint8Array(), theirs, 0))
  })

  test('knows the clock of writing that still waits for another member’s', () => {
    const a = openReplica(ids[0])
    const b = openReplica(ids[1])
    const c = openReplica(ids[2])
    must(agendaOf(a.shared).setTitle('a'))
    deliver(a, b)
    must(agendaOf(b.shared).setTitle('ab'))
    must(agendaOf(b.shared).setTitle('abc'))
    deliver(b, c)
    expect(agendaOf(c.shared).read().title).toBe('')
    deliver(a, c)
    expect(agendaOf(c.shared).read().title).toBe('abc')
  })

  test('refuses writing under another client id, and the checker’s own', () => {
    const shared = open()
    expect(codeOf(shared.check(one(word, 99), theirs))).toBe('client-id-mismatch')
    expect(codeOf(shared.check(one(word, mine), theirs))).toBe('client-id-mismatch')
  })

  test('refuses writing under two ids', () => {
    const doc = new Y.Doc()
    for (const id of [theirs, 99]) Y.applyUpdate(doc, one(word, id))
    expect(codeOf(open().check(Y.encodeStateAsUpdate(doc), theirs))).toBe('malformed')
    // Two clients' structs whose second half would also read as deletes.
    const doubtful = Uint8Array.of(2, 1, 5, 0, 0, 1, 1, 9, 1, 0, 3)
    expect(codeOf(open().check(doubtful, 5))).toBe('malformed')
    must(open().check(Uint8Array.of(1, ...doubtful.subarray(1)), 5))
  })

  test('refuses gaps inside an update', () => {
    const [first, , third] = updatesOf(theirs, word, word, word)
    const gapped = Y.mergeUpdates([first ?? new Uint8Array(), third ?? new Uint8Array()])
    expect(codeOf(open().check(gapped, theirs))).toBe('malformed')
  })

  test('refuses bytes after the end, a cut end, and no content', () => {
    const shared = open()
    const update = one(word)
    expect(codeOf(shared.check(Uint8Array.of(...update, 0), theirs))).toBe('malformed')
    for (let length = 0; length < update.length; length++)
      expect(codeOf(shared.check(update.subarray(0, length), theirs))).toBe('malformed')
    expect(codeOf(shared.check(Uint8Array.of(0, 0), theirs))).toBe('malformed')
  })

  test('refuses more than 256 KiB', () => {
    const long = (length: number) =>
      one((doc) => doc.getText('agenda-title').insert(0, 'x'.repeat(length)))
    expect(codeOf(open().check(long(updateLimit), theirs))).toBe('too-large')
    must(open().check(long(updateLimit - 100), theirs))
  })

  test('refuses every V2 encoding', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 })
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.nat(50)), { maxLength: 12 }), (steps) => {
        const doc = new Y.Doc()
        doc.clientID = theirs
        for (const [insert, at] of steps) {
          const title = doc.getText('t')
          title.insert(Math.min(at, title.length), insert)
          doc.getMap('m').set(insert, at)
          if (at % 3 === 0 && title.length > 0) title.delete(0, 1)
        }
        expect(codeOf(open().check(Y.encodeStateAsUpdateV2(doc), theirs))).toBe('malformed')
      }),
      { numRuns: 300 },
    )
    const deleting = Y.convertUpdateFormatV1ToV2(Uint8Array.of(0, 1, 5, 1, 0, 3))
    expect(codeOf(open().check(deleting, theirs))).toBe('malformed')
  })

  test('refuses documents within documents, and what refers to its own future', () => {
    const nested = one((doc) => doc.getMap('m').set('sub', new Y.Doc()))
    expect(codeOf(open().check(nested, theirs))).toBe('malformed')
    // one client, one struct, id 5, clock 0, text with origin (5, 3)
    const future = Uint8Array.of(1, 1, 5, 0, 0b1000_0100, 5, 3, 1, 120, 0)
    expect(codeOf(open().check(future, 5))).toBe('malformed')
  })

  test('accepts an update that only deletes', () => {
    const update = updatesOf(theirs, word, (doc) => doc.getText('agenda-title').delete(0, 1))[1]
    must(open().check(update ?? new Uint8Array(), theirs))
  })

  test('accepts every kind of content that rich notes will need', () => {
    const update = one((doc) => {
      const fragment = doc.getXmlFragment('notes')
      const text = new Y.XmlText('words')
      text.format(0, 2, { bold: true })
      text.insertEmbed(1, { image: 'x' })
      fragment.insert(0, [new Y.XmlElement('p'), text])
      doc
        .getArray<unknown>('a')
        .insert(0, [
          1,
          -7,
          1.5,
          2 ** 40,
          null,
          true,
          false,
          { nothing: undefined },
          'x',
          [1, { a: [] }],
          { b: 2n },
          new Uint8Array([1, 2]),
        ])
      doc.getMap('m').set('bytes', new Uint8Array(300))
    })
    must(open().check(update, theirs))
  })

  test('reads no byte beyond the update when it is part of a larger buffer', () => {
    const update = one(word)
    const larger = Uint8Array.of(...update, ...update)
    expect(codeOf(open().check(larger.subarray(0, update.length - 1), theirs))).toBe('malformed')
    must(open().check(larger.subarray(0, update.length), theirs))
  })
})

describe('applying', () => {
  /** A document with a bit of everything the app writes. */
  const lively = () => {
    const replica = openReplica(theirs)
    const agenda = agendaOf(replica.shared)
    const parkingLot = parkingLotOf(replica.shared)
    const [id = ''] = must(agenda.addItems([{ title: 'one 👍' }, { title: 'two' }]))
    must(agenda.setItemTitle(id, 'one and a half'))
    must(agenda.moveItem(id, 'last'))
    must(parkingLot.addTopic({ title: 'topic', importance: 3 }))
    must(agenda.removeItem(id))
    replica.shared.flush()
    return replica.sent
  }

  test('never throws, whatever single byte of an update is changed', () => {
    const updates = lively()
    let thrown = 0
    for (const [which, update] of updates.entries()) {
      for (let at = 0; at < update.length; at++) {
        for (const flip of [1, 0x80]) {
          const broken = Uint8Array.from(update)
          broken[at] = (broken[at] ?? 0) ^ flip
          const { shared } = openReplica(mine)
          must(shared.applyAll(updates.slice(0, which)))
          const applied = shared.apply(broken)
          if (!applied.ok) {
            expect(applied.failure.code).toBe('update-rejected')
            const parsed = shared.check(broken, theirs)
            if (shared.status.read().damaged) thrown++
            else expect(codeOf(parsed)).toBe('malformed')
          }
          agendaOf(shared).read()
          parkingLotOf(shared).read()
          shared.destroy()
        }
      }
    }
    // Whatever Yjs would throw on, the parser refuses before.
    expect(thrown).toBe(0)
  })

  test('never throws on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { shared } = openReplica(mine)
        shared.check(bytes, theirs)
        shared.apply(bytes)
        shared.loadSnapshot(bytes)
        agendaOf(shared).read()
      }),
      { numRuns: 500 },
    )
  })

  test('twice is the same as once, in one go the same as one by one', () => {
    const updates = lively()
    const a = openReplica(ids[2])
    const b = openReplica(ids[3])
    for (const update of [...updates, ...updates]) must(a.shared.apply(update))
    must(b.shared.applyAll(updates))
    expect(agendaOf(a.shared).read()).toEqual(agendaOf(b.shared).read())
    expect(a.shared.nextClock(theirs)).toBe(b.shared.nextClock(theirs))
  })

  test('names the update that does not parse, and applies none of the batch', () => {
    const { shared } = openReplica(mine)
    const updates = lively()
    expect(shared.applyAll([updates[0] ?? new Uint8Array(), Uint8Array.of(1)])).toEqual({
      ok: false,
      failure: { code: 'update-rejected', detail: 'update 1: malformed' },
    })
    expect(agendaOf(shared).read().items).toEqual([])
    expect(shared.status.read().damaged).toBe(false)
  })

  test('is over once the document was let go, and so is writing', () => {
    const { shared, sent } = openReplica(mine)
    shared.destroy()
    shared.destroy()
    expect(codeOf(shared.apply(one(word)))).toBe('update-rejected')
    expect(codeOf(agendaOf(shared).setTitle('x'))).toBe('update-rejected')
    expect(sent).toEqual([])
  })

  test('of an update that throws half-way says so and refuses writing until rebuilt', () => {
    const { shared } = openReplica(mine)
    shared.doc.on('beforeTransaction', () => {
      throw new Error('planted')
    })
    expect(codeOf(shared.apply(one(word)))).toBe('update-rejected')
    expect(shared.status.read().damaged).toBe(true)
    expect(codeOf(agendaOf(shared).setTitle('x'))).toBe('update-rejected')
  })
})

describe('a snapshot', () => {
  test('opens to the same document, with the clocks that go on from it', () => {
    const a = openReplica(ids[0])
    const agenda = agendaOf(a.shared)
    must(agenda.addItems(Array.from({ length: 50 }, (_, at) => ({ title: `item ${at}` }))))
    const first = agenda.read().items[0]?.id ?? ''
    must(agenda.removeItem(first))
    const b = openReplica(ids[1])
    must(b.shared.loadSnapshot(a.shared.encodeSnapshot()))
    expect(agendaOf(b.shared).read()).toEqual(agenda.read())
    a.shared.flush()
    const had = a.sent.length
    must(agenda.addItem({ title: 'late' }))
    deliver(a, b, had)
    expect(agendaOf(b.shared).read()).toEqual(agenda.read())
    expect(b.sent).toEqual([])
    expect(b.shared.status.read().canUndo).toBe(false)
  })

  test('holds no deleted letters, although undo still does', () => {
    const { shared } = openReplica(mine)
    const agenda = agendaOf(shared)
    must(agenda.setTitle('xylophone'))
    must(agenda.setStart('09:00'))
    must(agenda.setTitle(''))
    const text = new TextDecoder('latin1').decode(shared.encodeSnapshot())
    expect(text).not.toContain('xylophone')
    shared.undo()
    expect(agenda.read().title).toBe('xylophone')
  })

  test('carries on writing that still waits for another member’s', () => {
    const a = openReplica(ids[0])
    const b = openReplica(ids[1])
    const c = openReplica(ids[2])
    must(agendaOf(a.shared).setTitle('a'))
    deliver(a, b)
    must(agendaOf(b.shared).setTitle('ab'))
    deliver(b, c)
    const reopened = openReplica(ids[3])
    must(reopened.shared.loadSnapshot(c.shared.encodeSnapshot()))
    must(agendaOf(b.shared).setTitle('abc'))
    deliver(b, reopened, 1)
    deliver(a, reopened)
    expect(agendaOf(reopened.shared).read().title).toBe('abc')
  })

  test('that is rubbish is refused', () => {
    const { shared } = openReplica(mine)
    expect(codeOf(shared.loadSnapshot(Uint8Array.of(9, 9, 9)))).toBe('update-rejected')
  })
})

describe('a document of a newer version', () => {
  test('can be read and not written', () => {
    const newer = openReplica(theirs)
    must(agendaOf(newer.shared).setTitle('from the future'))
    must(newer.shared.transact(() => newer.shared.doc.getMap('format').set('schemaVersion', 2)))
    const { shared, sent } = openReplica(mine)
    newer.shared.flush()
    for (const update of newer.sent) must(shared.apply(update))
    expect(shared.status.read().newer).toBe(true)
    expect(agendaOf(shared).read().title).toBe('from the future')
    expect(codeOf(agendaOf(shared).setTitle('x'))).toBe('newer-version')
    expect(codeOf(parkingLotOf(shared).addTopic({ title: 'x' }))).toBe('newer-version')
    shared.flush()
    expect(sent).toEqual([])
  })

  test('is not faked by rubbish in place of the number', () => {
    const { shared } = openReplica(mine)
    for (const version of ['9', Number.POSITIVE_INFINITY, 1.5, -1, { a: 1 }]) {
      shared.doc.getMap('format').set('schemaVersion', version)
      expect(shared.status.read().newer).toBe(false)
    }
    must(agendaOf(shared).setTitle('x'))
    expect(shared.doc.getMap('format').get('schemaVersion')).toBe(1)
  })
})
