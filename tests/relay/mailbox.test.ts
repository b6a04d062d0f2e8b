import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Relay, RelayEvent } from '#main/relay/index.ts'
import { mailboxPath, relayLimits } from '#shared/wire/relay/index.ts'
import { createCapability, openMailboxClient, openSocket, started } from './rawClient.ts'

let relay: Relay
let events: RelayEvent[]

async function restart(limits: Parameters<typeof started>[0] = {}): Promise<void> {
  await relay.stop()
  events = []
  relay = await started({ ...limits, onEvent: (event) => events.push(event) })
}

beforeEach(async () => {
  events = []
  relay = await started({ onEvent: (event) => events.push(event) })
})
afterEach(() => relay.stop())

const hello = new TextEncoder().encode('sealed hello')

describe('A mailbox', () => {
  test('keeps what is appended and gives it back by cursor', async () => {
    const client = await openMailboxClient(relay)
    expect(await client.open(createCapability())).toMatchObject({ type: 'opened' })
    expect(await client.append(hello)).toMatchObject({ type: 'appended', cursor: client.at(1) })
    expect(await client.append(hello)).toMatchObject({ type: 'appended', cursor: client.at(2) })
    expect(
      await client.ask({ type: 'read', request: 9, box: 0, after: client.at(1), limitBytes: 1000 }),
    ).toEqual({
      type: 'page',
      request: 9,
      blobs: [{ cursor: client.at(2), bytes: hello }],
      more: false,
    })
  })

  test('pushes a blob to everyone who has it open but the one who brought it', async () => {
    const capability = createCapability()
    const [one, other, stranger] = [
      await openMailboxClient(relay),
      await openMailboxClient(relay),
      await openMailboxClient(relay),
    ]
    await one.open(capability, 3)
    await other.open(capability, 5)
    await stranger.open(createCapability())
    expect(await one.append(hello, 3)).toMatchObject({ type: 'appended' })
    expect(await other.next()).toEqual({
      type: 'pushed',
      box: 5,
      blob: { cursor: other.at(1), bytes: hello },
    })
    for (const client of [one, stranger])
      expect(await client.ask({ type: 'ping', request: 77 })).toEqual({ type: 'pong', request: 77 })
  })

  test('is no longer pushed once closed', async () => {
    const capability = createCapability()
    const [one, other] = [await openMailboxClient(relay), await openMailboxClient(relay)]
    await one.open(capability)
    await other.open(capability)
    other.send({ type: 'close', box: 0 })
    await other.ask({ type: 'ping', request: 1 })
    await one.append(hello)
    expect(await other.ask({ type: 'ping', request: 2 })).toMatchObject({ type: 'pong' })
  })

  test('tells what it holds', async () => {
    const client = await openMailboxClient(relay)
    await client.open(createCapability())
    expect(await client.ask({ type: 'inspect', request: 1, box: 0 })).toMatchObject({
      inspection: { count: 0, bytes: 0, firstAt: null, lastAt: null, newest: null },
    })
    await client.append(Uint8Array.of(1, 2))
    await client.append(hello)
    const answer = await client.ask({ type: 'inspect', request: 2, box: 0 })
    expect(answer).toMatchObject({
      inspection: {
        count: 2,
        bytes: 2 + hello.length,
        newest: { cursor: client.at(2), bytes: hello },
      },
    })
  })

  test('appends the same id once', async () => {
    const client = await openMailboxClient(relay)
    await client.open(createCapability())
    const id = randomBytes(16).toString('hex')
    expect(await client.append(hello, 0, id)).toMatchObject({ cursor: client.at(1) })
    expect(await client.append(hello, 0, id)).toMatchObject({ cursor: client.at(1) })
    expect(await client.append(Uint8Array.of(1), 0, id)).toMatchObject({
      type: 'refused',
      code: 'malformed',
    })
  })

  test('refuses what no longer fits and keeps giving what it has', async () => {
    await restart({ limits: { mailboxBytes: 5000 } })
    const client = await openMailboxClient(relay)
    await client.open(createCapability())
    expect(await client.append(randomBytes(4000))).toMatchObject({ cursor: client.at(1) })
    expect(await client.append(randomBytes(4000))).toMatchObject({
      type: 'refused',
      code: 'mailbox-full',
    })
    expect(
      await client.ask({ type: 'read', request: 1, box: 0, after: 0, limitBytes: 1000 }),
    ).toMatchObject({ blobs: [{ cursor: client.at(1) }] })
    expect(events).toEqual(['mailbox-full'])
  })
})

describe('The capability', () => {
  test('opens nothing with another key, another challenge or a key that is none', async () => {
    const [mine, theirs] = [createCapability(), createCapability()]
    const client = await openMailboxClient(relay)
    const stolen = await client.open({ publicKey: theirs.publicKey, key: mine.key })
    expect(stolen).toMatchObject({ type: 'refused', code: 'mailbox-denied' })

    const earlier = await openMailboxClient(relay)
    let recorded: Uint8Array | undefined
    earlier.socket.send = (frame: Uint8Array) => {
      recorded = frame
    }
    void earlier.open(mine)
    client.socket.send(recorded ?? '')
    expect(await client.next()).toMatchObject({ type: 'refused', code: 'mailbox-denied' })

    for (const publicKey of [new Uint8Array(32).fill(0xff), randomBytes(32)])
      expect(await client.open({ publicKey, key: mine.key })).toMatchObject({
        code: 'mailbox-denied',
      })
    expect(await client.open(mine)).toMatchObject({ type: 'opened' })
  })

  test('ends a connection that keeps presenting wrong ones', async () => {
    await restart({ limits: { denials: 3 } })
    const client = await openMailboxClient(relay)
    const wrong = { publicKey: createCapability().publicKey, key: createCapability().key }
    for (let count = 0; count < 3; count++) await client.open(wrong)
    expect(await client.closed).toBe(1008)
    expect(events).toEqual(['mailbox-denied', 'mailbox-denied', 'mailbox-denied'])
  })

  test('opens at most so many mailboxes on one connection', async () => {
    const client = await openMailboxClient(relay)
    for (let box = 0; box < relayLimits.boxes; box++)
      expect(await client.open(createCapability(), box)).toMatchObject({ type: 'opened' })
    expect(await client.open(createCapability(), 1000)).toMatchObject({ code: 'rate-limited' })
  })
})

describe('A hostile mailbox client', () => {
  test('is closed on anything that is no frame in its place', async () => {
    const unopened = [
      Uint8Array.of(3, 1, 0, 0, 100),
      Uint8Array.of(4, 1, 0),
      Uint8Array.of(5, 0),
      Uint8Array.of(2, 1, 0, ...randomBytes(16), 1, 1),
    ]
    const malformed = [new Uint8Array(0), Uint8Array.of(0), Uint8Array.of(99, 1), Uint8Array.of(6)]
    for (const frame of [...unopened, ...malformed, 'text']) {
      const client = await openMailboxClient(relay)
      client.socket.send(frame)
      expect(await client.closed).toBe(1008)
    }
    expect(new Set(events)).toEqual(new Set(['malformed-frame']))
  })

  test('is closed when it opens one box twice', async () => {
    const client = await openMailboxClient(relay)
    const capability = createCapability()
    await client.open(capability)
    void client.open(capability)
    expect(await client.closed).toBe(1008)
  })

  test('is closed on a frame over the limit, before it is held whole', async () => {
    const client = await openMailboxClient(relay)
    client.socket.send(new Uint8Array(relayLimits.frameBytes + 1))
    expect(await client.closed).toBe(1009)
  })

  test('survives thousands of malformed frames while others go on', async () => {
    const capability = createCapability()
    const [one, other] = [await openMailboxClient(relay), await openMailboxClient(relay)]
    await one.open(capability)
    await other.open(capability)
    for (let round = 0; round < 60; round++) {
      const hostile = await openSocket(relay.url + mailboxPath, () => null)
      for (let count = 0; count < 50; count++) {
        const frame = randomBytes(1 + ((count * 13) % 400))
        frame[0] = 1 + ((round + count) % 7)
        hostile.socket.send(frame)
      }
      hostile.socket.send(new Uint8Array(0))
      await hostile.closed
    }
    await one.append(hello)
    expect(await other.next()).toMatchObject({ type: 'pushed', blob: { cursor: other.at(1) } })
  })

  test('that breaks the protocol of the socket itself is dropped alone', async () => {
    const other = await openMailboxClient(relay)
    for (let round = 0; round < 20; round++) {
      const hostile = await openSocket(relay.url + mailboxPath, () => null)
      hostile.socket.on('error', () => undefined)
      const stream: unknown = Reflect.get(hostile.socket, '_socket')
      if (stream instanceof Object && 'write' in stream && typeof stream.write === 'function')
        stream.write(randomBytes(500))
      // What random bytes ask for may be a long frame: the relay then waits for its rest.
      hostile.socket.terminate()
      await hostile.closed
    }
    expect(await other.ask({ type: 'ping', request: 1 })).toMatchObject({ type: 'pong' })
  })
})

describe('A slow reader', () => {
  test('of pushed blobs is dropped and the others go on', async () => {
    await restart({ limits: { unreadBytes: 512 * 1024 } })
    const capability = createCapability()
    const [writer, reader, slow] = [
      await openMailboxClient(relay),
      await openMailboxClient(relay),
      await openMailboxClient(relay),
    ]
    for (const client of [writer, reader, slow]) await client.open(capability)
    slow.socket.pause()
    for (let count = 0; count < 100; count++) {
      await writer.append(randomBytes(300_000))
      await reader.next()
    }
    expect(events).toContain('slow-reader-dropped')
    expect((await reader.ask({ type: 'ping', request: 1 })).type).toBe('pong')
  })
})
