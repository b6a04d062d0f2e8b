import { describe, expect, test } from 'vitest'
import { decodeSyncMessage, encodeSyncMessage, type SyncMessage } from '#shared/wire/sync/index.ts'
import { createForum, type TestForum } from './world/forum.ts'
import { linkPair } from './world/memoryLink.ts'
import { deviceNamed, entryNamed, logOf } from './world/names.ts'

function isContent({ type }: SyncMessage): boolean {
  return type === 'live' || type === 'page' || type === 'ask'
}

function joinAll(forum: TestForum): void {
  for (let a = 0; a < forum.members.length; a++) for (let b = 0; b < a; b++) forum.join(a, b)
}

describe('two devices that link', () => {
  test('end with the same envelopes and entries, each sent once', async () => {
    const forum = createForum(2)
    const [ada, ben] = [forum.member(0), forum.member(1)]
    for (let seq = 1; seq <= 50; seq++) ada.store.write(logOf(0), `a${seq}`)
    for (let seq = 1; seq <= 30; seq++) ben.store.write(logOf(1), `b${seq}`)
    ada.store.sign(entryNamed(1))
    ben.store.sign(entryNamed(2))
    forum.join(0, 1)
    await forum.clock.pass(5_000)
    expect(ada.store.content()).toEqual(ben.store.content())
    expect(ada.store.received).toMatchObject({ stored: 30, duplicate: 0 })
    expect(ben.store.received).toMatchObject({ stored: 50, duplicate: 0 })
    expect(ada.status()).toEqual([
      { device: deviceNamed(1), linked: true, lastExchangedAt: expect.any(Number), caughtUp: true },
    ])
  })

  test('exchange entry ids first, then vectors, then what is missing', async () => {
    const forum = createForum(2)
    forum.member(0).store.write(logOf(0), 'a')
    forum.member(0).store.sign(entryNamed(1))
    forum.join(0, 1)
    await forum.clock.pass(5_000)
    const types = forum.sent
      .filter(({ from }) => from === deviceNamed(1))
      .map(({ message }) => message.type)
    expect(types.slice(0, 4)).toEqual(['hello', 'vector', 'askEntries', 'ask'])
  })

  test('carry what is larger than a page in pages', async () => {
    const forum = createForum(2)
    for (let seq = 1; seq <= 20; seq++)
      forum.member(0).store.write(logOf(0), 'x'.repeat(100 * 1024))
    forum.join(0, 1)
    await forum.clock.pass(5_000)
    expect(forum.member(1).store.content()).toEqual(forum.member(0).store.content())
    const pages = forum.sent.filter(({ message }) => message.type === 'page')
    expect(pages).toHaveLength(10)
  })

  test('ask for the next page before they open one, and store no more than two at a time', async () => {
    const forum = createForum(2)
    for (let seq = 1; seq <= 10; seq++)
      forum.member(0).store.write(logOf(0), 'x'.repeat(100 * 1024))
    const { store } = forum.member(1)
    const real = store.receive
    const asksBefore: number[] = []
    let inside = 0
    let most = 0
    store.receive = async (bytes, from) => {
      asksBefore.push(forum.sent.filter(({ message }) => message.type === 'ask').length)
      most = Math.max(most, ++inside)
      await new Promise<void>((done) => forum.clock.after(100, done))
      inside--
      return real(bytes, from)
    }
    forum.join(0, 1)
    await forum.clock.pass(5_000)
    expect(store.content()).toEqual(forum.member(0).store.content())
    expect(asksBefore).toEqual([2, 2, 3, 3, 4, 4, 5, 5, 5, 5])
    expect(most).toBe(4)
  })

  test('send what is written at once and know when it has arrived', async () => {
    const forum = createForum(2)
    forum.join(0, 1)
    await forum.clock.pass(1_000)
    forum.member(0).write(logOf(0), 'hello')
    expect(forum.member(0).status()[0]?.caughtUp).toBe(false)
    await forum.clock.pass(10)
    expect(forum.member(1).store.received.stored).toBe(1)
    await forum.clock.pass(1_000)
    expect(forum.member(0).status()[0]?.caughtUp).toBe(true)
  })

  test('send new membership entries at once', async () => {
    const forum = createForum(2)
    forum.join(0, 1)
    await forum.clock.pass(1_000)
    forum.member(0).sign(entryNamed(7))
    await forum.clock.pass(10)
    expect(forum.member(1).store.entryIds()).toEqual([entryNamed(7)])
  })

  test('hear of an entry that came between hello and vector', async () => {
    const forum = createForum(2, () => 100)
    forum.join(0, 1)
    await forum.clock.pass(50)
    forum.member(0).sign(entryNamed(7))
    await forum.clock.pass(5_000)
    expect(forum.member(1).store.entryIds()).toEqual([entryNamed(7)])
  })

  test('hear nothing of a scope they do not share, even when they ask for it by name', async () => {
    const forum = createForum(2)
    const secret = { ...logOf(0), scope: 'moderators' }
    const later = { ...logOf(0, 'later'), scope: 'moderators' }
    forum.member(0).store.secret.add('moderators')
    forum.member(0).store.write(secret, 'before')
    forum.join(0, 1)
    await forum.clock.pass(1_000)
    forum.member(0).write(later, 'after')
    await forum.clock.pass(1_000)
    const types = new Set(forum.sent.map(({ message }) => message.type))
    expect(types).toEqual(new Set(['hello', 'vector']))
    expect(JSON.stringify(forum.sent)).not.toContain('moderators')
    expect(forum.member(0).status()[0]?.caughtUp).toBe(true)

    const curious = linkPair(forum.clock, [deviceNamed(0), deviceNamed(9)], () => 1)
    const answers: unknown[] = []
    curious.ends[1].onFrame((frame) => answers.push(decodeSyncMessage(frame)))
    forum.member(0).sync.addLink(curious.ends[0])
    const ask: SyncMessage = { type: 'ask', logs: [{ log: secret, seq: 0 }] }
    const vector: SyncMessage = { type: 'vector', logs: [] }
    for (const message of [{ type: 'hello', entryIds: [] } as const, vector, ask])
      void curious.ends[1].send(encodeSyncMessage(message))
    await forum.clock.pass(1_000)
    expect(answers.at(-1)).toEqual({ ok: true, value: { type: 'page', items: [], more: false } })
  })

  test('ask again after a gap', async () => {
    const forum = createForum(2)
    forum.join(0, 1)
    await forum.clock.pass(1_000)
    // As if the first live message had been lost on the way.
    const { store } = forum.member(1)
    const real = store.receive
    store.receive = (_bytes, from) => {
      store.receive = real
      return store.receive(new TextEncoder().encode(lost), from)
    }
    const lost = JSON.stringify({ log: logOf(5), seq: 9, text: 'out of nowhere' })
    forum.member(0).write(logOf(0), 'first')
    forum.member(0).write(logOf(0), 'second')
    await forum.clock.pass(2_000)
    expect(store.received.gap).toBeGreaterThan(0)
    expect(store.content()).toEqual(forum.member(0).store.content())
  })

  test('go on from where a snapshot leads when what it covers is kept nowhere', async () => {
    const forum = createForum(2)
    const [old, fresh] = [forum.member(0).store, forum.member(1).store]
    for (let seq = 1; seq <= 6; seq++) old.write(logOf(0), `word ${seq}`)
    old.write(logOf(0, 'snapshot'), 'covers four')
    const read = old.read.bind(old)
    old.read = async (...args) =>
      (await read(...args)).filter(({ log, seq }) => log.document === 'snapshot' || seq > 4)
    const receive = fresh.receive.bind(fresh)
    fresh.receive = (bytes, from) => {
      const covers = new TextDecoder().decode(bytes).includes('covers four')
      if (covers) for (let seq = 1; seq <= 4; seq++) fresh.write(logOf(0), `word ${seq}`)
      return receive(bytes, from)
    }
    forum.join(0, 1)
    await forum.clock.pass(5_000)
    expect(fresh.received).toMatchObject({ stored: 3, duplicate: 0, gap: 2 })
    expect(fresh.content()).toEqual(old.content())
  })

  test('do not ask over and over for what is refused, and ask again when told to', async () => {
    const forum = createForum(2)
    forum.member(1).store.refuse = 'sealed'
    forum.member(0).store.write(logOf(0), 'sealed to a key that is not here yet')
    forum.member(0).store.write(logOf(0), 'after it')
    forum.join(0, 1)
    await forum.clock.pass(60_000)
    expect(forum.member(1).store.received.refused).toBe(1)
    expect(forum.member(1).troubles).toContainEqual({ code: 'epoch-unknown' })
    expect(forum.member(1).status()[0]?.caughtUp).toBe(false)
    forum.member(1).store.refuse = null
    forum.member(1).sync.retry()
    await forum.clock.pass(1_000)
    expect(forum.member(1).store.content()).toEqual(forum.member(0).store.content())
    expect(forum.member(1).status()[0]?.caughtUp).toBe(true)
  })

  test('pass presence on to nobody and keep only the newest while one is on its way', async () => {
    const forum = createForum(3, () => 50)
    forum.join(0, 1)
    forum.join(1, 2)
    await forum.clock.pass(2_000)
    for (const text of ['one', 'two', 'three'])
      forum.member(0).sync.tell(new TextEncoder().encode(text))
    await forum.clock.pass(2_000)
    expect(forum.member(1).presences).toEqual(['one', 'three'])
    expect(forum.member(2).presences).toEqual([])
  })
})

describe('a mesh of twelve', () => {
  test('costs the author of a keystroke eleven content messages and everybody else none', async () => {
    const forum = createForum(12, () => 20)
    joinAll(forum)
    await forum.clock.pass(5_000)
    forum.sent.length = 0
    forum.member(3).write(logOf(3), 'a keystroke')
    await forum.clock.pass(10_000)
    const content = forum.sent.filter(({ message }) => isContent(message))
    expect(content).toHaveLength(11)
    expect(new Set(content.map(({ from }) => from))).toEqual(new Set([deviceNamed(3)]))
    for (const { store } of forum.members) {
      expect(store.content()).toEqual(forum.member(3).store.content())
      expect(store.received.duplicate).toBe(0)
    }
    for (const { status } of forum.members) expect(status().every((one) => one.caughtUp)).toBe(true)
  })

  test('sends each of several quick keystrokes at once', async () => {
    const forum = createForum(12, () => 20)
    joinAll(forum)
    await forum.clock.pass(5_000)
    forum.sent.length = 0
    for (const text of ['one', 'two', 'three']) forum.member(3).write(logOf(3), text)
    await forum.clock.pass(25)
    for (const { store } of forum.members)
      expect(store.content()).toEqual(forum.member(3).store.content())
    await forum.clock.pass(10_000)
    expect(forum.sent.filter(({ message }) => isContent(message))).toHaveLength(33)
  })

  test('waits for the author of what another announces before asking for it', async () => {
    const forum = createForum(3, () => 20)
    forum.join(0, 1)
    forum.join(1, 2)
    forum.join(0, 2, () => 500)
    await forum.clock.pass(5_000)
    forum.sent.length = 0
    forum.member(0).write(logOf(0), 'a keystroke')
    await forum.clock.pass(10_000)
    expect(forum.sent.filter(({ message }) => isContent(message))).toHaveLength(2)
  })

  test('gives a member who was away everything once', async () => {
    const forum = createForum(12)
    for (let a = 0; a < 11; a++) for (let b = 0; b < a; b++) forum.join(a, b)
    await forum.clock.pass(5_000)
    for (let index = 0; index < 11; index++) {
      forum.member(index).sign(entryNamed(index))
      for (let seq = 1; seq <= 5; seq++) forum.member(index).write(logOf(index), `${index} ${seq}`)
    }
    await forum.clock.pass(5_000)
    forum.sent.length = 0
    for (let index = 0; index < 11; index++) forum.join(11, index)
    await forum.clock.pass(5_000)
    const away = forum.member(11).store
    expect(away.content()).toEqual(forum.member(0).store.content())
    expect(away.received).toMatchObject({ stored: 55, duplicate: 0, gap: 0 })
    const entries = forum.sent.filter(
      ({ message }) => message.type === 'entries' && message.items.length > 0,
    )
    expect(entries).toHaveLength(1)
  })

  test('lets what one member received from elsewhere be fetched once by each', async () => {
    const forum = createForum(6)
    joinAll(forum)
    await forum.clock.pass(2_000)
    // Two members find the same envelope of somebody absent in a mailbox.
    const absent = logOf(40)
    for (const index of [0, 1]) forum.member(index).write(absent, 'from the mailbox')
    await forum.clock.pass(5_000)
    const total = forum.members.reduce((sum, { store }) => sum + store.received.stored, 0)
    expect(total).toBe(4)
    for (const { store } of forum.members) {
      expect(store.content()).toEqual(forum.member(0).store.content())
      expect(store.received.duplicate).toBe(0)
    }
  })

  test('reaches members who are linked only through others', async () => {
    const forum = createForum(5)
    for (let index = 1; index < 5; index++) forum.join(index - 1, index)
    await forum.clock.pass(2_000)
    forum.member(0).write(logOf(0), 'down the line')
    forum.member(4).sign(entryNamed(4))
    await forum.clock.pass(10_000)
    for (const { store } of forum.members)
      expect(store.content()).toEqual(forum.member(0).store.content())
  })
})

describe('a device that breaks the protocol', () => {
  const say = (...messages: SyncMessage[]) => messages.map((message) => encodeSyncMessage(message))
  const hello: SyncMessage = { type: 'hello', entryIds: [] }
  const vector: SyncMessage = { type: 'vector', logs: [] }
  const cases: readonly [string, Uint8Array[], string][] = [
    ['rubbish', [new Uint8Array([1, 99, 3])], 'malformed'],
    ['nothing at all', [new Uint8Array(0)], 'malformed'],
    ['another version', [new Uint8Array([2, 1, 0])], 'unsupported-version'],
    ['a vector before its hello', say(vector), 'malformed'],
    ['two hellos', say(hello, hello), 'malformed'],
    [
      'content before its vector',
      say(hello, { type: 'live', envelopes: [new Uint8Array(9)] }),
      'malformed',
    ],
    [
      'a page nobody asked for',
      say(hello, vector, { type: 'page', items: [], more: false }),
      'malformed',
    ],
    [
      'entries nobody asked for',
      say(hello, vector, { type: 'entries', items: [], more: false }),
      'malformed',
    ],
  ]

  test.each(cases)('with %s loses its link with a named failure', async (_name, frames, code) => {
    const forum = createForum(1)
    const { sync, troubles } = forum.member(0)
    const pair = linkPair(forum.clock, [deviceNamed(0), deviceNamed(1)], () => 1)
    let closed = 0
    pair.ends[1].onClose(() => (closed += 1))
    sync.addLink(pair.ends[0])
    for (const frame of frames) void pair.ends[1].send(frame)
    await forum.clock.pass(1_000)
    expect(troubles.map((failure) => failure.code)).toEqual([code])
    expect(closed).toBe(1)
    expect(sync.status()[0]?.linked).toBe(false)
  })

  test('by leaving a question open loses its link, and another device is asked', async () => {
    const forum = createForum(2)
    forum.member(1).store.write(logOf(7), 'held by two')
    const silent = linkPair(forum.clock, [deviceNamed(0), deviceNamed(9)], () => 1)
    forum.member(0).sync.addLink(silent.ends[0])
    const claim: SyncMessage = { type: 'vector', logs: [{ log: logOf(7), seq: 1 }] }
    for (const frame of say(hello, claim)) void silent.ends[1].send(frame)
    await forum.clock.pass(1_000)
    forum.join(0, 1)
    await forum.clock.pass(30_000)
    expect(forum.member(0).store.received.stored).toBe(0)
    await forum.clock.pass(60_000)
    expect(forum.member(0).store.received.stored).toBe(1)
  })

  test('by naming more logs than there can be loses its link', async () => {
    const forum = createForum(1)
    const { sync, troubles } = forum.member(0)
    const pair = linkPair(forum.clock, [deviceNamed(0), deviceNamed(1)], () => 1)
    sync.addLink(pair.ends[0])
    for (const frame of say(hello, vector)) void pair.ends[1].send(frame)
    for (let round = 0; round < 17; round++) {
      const logs = Array.from({ length: 4096 }, (_, at) => ({
        log: logOf(at, `document-${round}`),
        seq: 1,
      }))
      for (const frame of say({ type: 'have', entryIds: [], logs })) void pair.ends[1].send(frame)
    }
    await forum.clock.pass(100)
    expect(troubles.map(({ code }) => code)).toEqual(['too-large'])
  })

  test('by sending faster than it is read loses its link', async () => {
    const forum = createForum(1)
    const { sync, store, troubles } = forum.member(0)
    store.receive = () => new Promise(() => {})
    const pair = linkPair(forum.clock, [deviceNamed(0), deviceNamed(1)], () => 1)
    sync.addLink(pair.ends[0])
    for (const frame of say(hello, vector)) void pair.ends[1].send(frame)
    const large = say({ type: 'live', envelopes: [new Uint8Array(300 * 1024)] })
    for (let round = 0; round < 100; round++)
      for (const frame of large) void pair.ends[1].send(frame)
    await forum.clock.pass(1_000)
    expect(troubles.map(({ code }) => code)).toEqual(['rate-limited'])
  })
})
