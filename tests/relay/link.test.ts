import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { loadSodium, type KeyPair, type Sodium } from '#crypto'
import type { Relay } from '#main/relay/index.ts'
import {
  connectRelay,
  type Mailbox,
  type RelayLink,
  type RelayLinkOptions,
  type RelayStatus,
} from '#renderer/data/relay/index.ts'
import {
  countOf,
  encodeRelayFrame,
  relayLimits,
  type RelayFrame,
} from '#shared/wire/relay/index.ts'
import { startHostileRelay } from './hostileRelay.ts'
import { started } from './rawClient.ts'

let sodium: Sodium
let relay: Relay
let capability: KeyPair
const links: RelayLink[] = []
const backoff = { firstMs: 20, maxMs: 100 }

beforeAll(async () => {
  sodium = await loadSodium((length) => new Uint8Array(randomBytes(length)))
  // The client knows the platform's WebSocket only; Node 20 has none.
  vi.stubGlobal('WebSocket', WebSocket)
})
afterAll(() => vi.unstubAllGlobals())
beforeEach(async () => {
  relay = await started()
  capability = sodium.signingPair(new Uint8Array(randomBytes(32)))
})
afterEach(async () => {
  for (const link of links.splice(0)) link.close()
  await relay.stop()
})

function connect(options: Partial<RelayLinkOptions> = {}): RelayLink {
  const link = connectRelay({ url: relay.url, sodium, backoff, ...options })
  links.push(link)
  return link
}

interface Reader {
  readonly mailbox: Mailbox
  readonly seen: { cursor: number; text: string }[]
}

function openReader(link: RelayLink, from = 0): Reader {
  const seen: Reader['seen'] = []
  const mailbox = link.openMailbox(capability, {
    from,
    onBlob: (cursor, bytes) =>
      void seen.push({ cursor: countOf(cursor), text: Buffer.from(bytes).toString() }),
  })
  return { mailbox, seen }
}

/** Waits for what must come, however busy the machine. */
function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000, interval: 10 })
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words)

/** Restarts the relay on its port with the given store directory gone: in memory, so it forgets. */
async function restartForgetting(): Promise<void> {
  const { port } = relay
  await relay.stop()
  relay = await started({ port })
}

describe('A relay link', () => {
  test('appends and reads back, live and from the start', async () => {
    const writer = openReader(connect())
    const reader = openReader(connect())
    const one = await writer.mailbox.append(text('one'))
    if (!one.ok) throw new Error(one.failure.code)
    await eventually(() => expect(reader.seen).toEqual([{ cursor: 1, text: 'one' }]))
    await writer.mailbox.append(text('two'))
    await reader.mailbox.append(text('three'))
    await eventually(() => expect(reader.seen.map(({ cursor }) => cursor)).toEqual([1, 2]))
    await eventually(() => expect(writer.seen).toEqual([{ cursor: 3, text: 'three' }]))
    const late = openReader(connect(), one.value)
    await eventually(() => expect(late.seen.map((blob) => blob.text)).toEqual(['two', 'three']))
    expect([writer, reader, late].map(({ mailbox }) => countOf(mailbox.cursor()))).toEqual([
      3, 3, 3,
    ])
  })

  test('reads thousands of blobs in pages, in order, one at a time', async () => {
    const writer = openReader(connect())
    const count = 3000
    await Promise.all(
      Array.from({ length: count }, (_, at) =>
        writer.mailbox.append(text(`${at} ${'x'.repeat(300)}`)),
      ),
    )
    const taken: number[] = []
    const failures = new Set<string | null>()
    let atOnce = 0
    connect({ onStatus: ({ failure }) => failures.add(failure) }).openMailbox(capability, {
      from: 0,
      async onBlob(at, bytes) {
        const cursor = countOf(at)
        atOnce += 1
        expect(atOnce).toBe(1)
        if (cursor % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
        expect(Number.parseInt(Buffer.from(bytes).toString(), 10)).toBe(cursor - 1)
        taken.push(cursor)
        atOnce -= 1
        if (cursor === 100) void writer.mailbox.append(text(`${count} while reading`))
      },
    })
    await eventually(() => expect(taken.length).toBe(count + 1))
    expect(failures).toEqual(new Set([null]))
    expect(taken).toEqual(Array.from({ length: count + 1 }, (_, at) => at + 1))
  })

  test('inspects', async () => {
    const { mailbox } = openReader(connect())
    await mailbox.append(text('four'))
    expect(await mailbox.inspect()).toMatchObject({
      ok: true,
      value: { count: 1, bytes: 4, newest: { cursor: mailbox.cursor(), bytes: text('four') } },
    })
  })

  test('takes up where it was when the relay comes back, and brings what waited', async () => {
    const statuses: RelayStatus[] = []
    const writer = openReader(connect({ onStatus: (status) => statuses.push(status) }))
    const reader = openReader(connect())
    await writer.mailbox.append(text('before'))
    const { port } = relay
    await relay.stop()
    await eventually(() => expect(statuses.at(-1)?.failure).toBe('relay-unreachable'))
    const waiting = writer.mailbox.append(text('meanwhile'))
    expect(await writer.mailbox.inspect()).toMatchObject({
      failure: { code: 'relay-unreachable' },
    })
    relay = await started({ port })
    expect(await waiting).toMatchObject({ ok: true })
    await eventually(() => expect(reader.seen.map((blob) => blob.text)).toContain('meanwhile'))
    await eventually(() => expect(statuses.at(-1)).toEqual({ state: 'connected', failure: null }))
  })

  test('says when a relay forgot, and reads it from the start', async () => {
    const writer = openReader(connect())
    await writer.mailbox.append(text('one'))
    await writer.mailbox.append(text('two'))
    const seen: string[] = []
    const onForgotten = vi.fn()
    const mailbox = connect().openMailbox(capability, {
      from: 0,
      onBlob: (_cursor, bytes) => void seen.push(Buffer.from(bytes).toString()),
      onForgotten,
    })
    await eventually(() => expect(seen).toEqual(['one', 'two']))
    await restartForgetting()
    await writer.mailbox.append(text('three'))
    await eventually(() => expect(seen).toEqual(['one', 'two', 'three']))
    expect(onForgotten).toHaveBeenCalledOnce()
    expect(countOf(mailbox.cursor())).toBe(1)
  })

  test('notices a relay that forgot even when others have filled it beyond the old cursor', async () => {
    const writer = openReader(connect())
    const first = await writer.mailbox.append(text('one'))
    if (!first.ok) throw new Error(first.failure.code)
    await restartForgetting()
    for (const words of ['two', 'three', 'four']) await writer.mailbox.append(text(words))
    const onForgotten = vi.fn()
    const seen: string[] = []
    connect().openMailbox(capability, {
      from: first.value,
      onBlob: (_cursor, bytes) => void seen.push(Buffer.from(bytes).toString()),
      onForgotten,
    })
    await eventually(() => expect(seen).toEqual(['two', 'three', 'four']))
    expect(onForgotten).toHaveBeenCalledOnce()
  })

  test('keeps a blob once, however often its acknowledgement is lost', async () => {
    // A proxy that passes frames to the relay and, three times, not the acknowledgement.
    let lost = 0
    const proxy = await startHostileRelay((socket) => {
      const upstream = new WebSocket(`${relay.url}/mailbox`)
      const early: Buffer[] = []
      upstream.on('open', () => early.splice(0).forEach((frame) => upstream.send(frame)))
      upstream.on('message', (frame: Buffer) => {
        if (frame[0] === 3 && lost < 3) {
          lost += 1
          socket.terminate()
        } else socket.send(frame)
      })
      socket.on('message', (frame: Buffer) =>
        upstream.readyState === WebSocket.OPEN ? upstream.send(frame) : early.push(frame),
      )
      socket.on('close', () => upstream.close())
    })
    const { mailbox } = openReader(connect({ url: proxy.url }))
    expect(await mailbox.append(text('once'))).toMatchObject({ ok: true })
    expect(lost).toBe(3)
    expect(await mailbox.inspect()).toMatchObject({ value: { count: 1 } })
    await proxy.stop()
  })

  test('returns a full mailbox as a failure and goes on', async () => {
    await relay.stop()
    relay = await started({ limits: { mailboxBytes: 5000 } })
    const { mailbox } = openReader(connect())
    expect(await mailbox.append(new Uint8Array(4000))).toMatchObject({ ok: true })
    expect(await mailbox.append(new Uint8Array(4000))).toMatchObject({
      failure: { code: 'mailbox-full' },
    })
    expect(await mailbox.append(new Uint8Array(100))).toMatchObject({ ok: true })
  })

  test('refuses by itself what is empty, too large, or too much to keep waiting', async () => {
    const { mailbox } = openReader(connect({ url: 'ws://127.0.0.1:9' }))
    expect(await mailbox.append(new Uint8Array(0))).toMatchObject({
      failure: { code: 'malformed' },
    })
    expect(await mailbox.append(new Uint8Array(relayLimits.blobBytes + 1))).toMatchObject({
      failure: { code: 'too-large' },
    })
    let refused: string | null = null
    for (let count = 0; count < 40 && refused === null; count++) {
      const kept = mailbox.append(new Uint8Array(300_000))
      const now = await Promise.race([kept, Promise.resolve(null)])
      if (now?.ok === false) refused = now.failure.code
    }
    expect(refused).toBe('relay-unreachable')
  })

  test('gives a mailbox up with what waits when it is closed', async () => {
    const link = connect({ url: 'ws://127.0.0.1:9' })
    const [one, other] = [openReader(link).mailbox, openReader(link).mailbox]
    const [first, second] = [one.append(text('1')), other.append(text('2'))]
    one.close()
    expect(await first).toMatchObject({ failure: { code: 'link-closed' } })
    link.close()
    expect(await second).toMatchObject({ failure: { code: 'link-closed' } })
    expect(await openReader(link).mailbox.append(text('3'))).toMatchObject({
      failure: { code: 'link-closed' },
    })
    expect(link.status()).toEqual({ state: 'closed', failure: null })
  })

  test('returns an address that is none as a status and a failure', async () => {
    for (const url of ['', 'http://127.0.0.1', 'ws://', 'ws://example.org', 'ws://127.0.0.1/x']) {
      const link = connect({ url })
      expect(link.status()).toEqual({ state: 'closed', failure: 'relay-address-invalid' })
      expect(await openReader(link).mailbox.append(text('x'))).toMatchObject({
        failure: { code: 'relay-address-invalid' },
      })
    }
  })

  test('cannot be let into a mailbox with the wrong key, and says so', async () => {
    const other = sodium.signingPair(new Uint8Array(32))
    const wrong = { publicKey: capability.publicKey, secretKey: other.secretKey }
    const mailbox = connect().openMailbox(wrong, { from: 0, onBlob: () => undefined })
    expect(await mailbox.append(text('x'))).toMatchObject({ failure: { code: 'mailbox-denied' } })
  })
})

describe('A relay that answers rubbish', () => {
  const challenge: RelayFrame = { type: 'challenge', version: 1, challenge: new Uint8Array(32) }
  const opened: RelayFrame = { type: 'opened', request: 1, newest: 5 }
  const blob = { cursor: 1, bytes: Uint8Array.of(1) }
  const page = (cursors: number[]): RelayFrame => ({
    type: 'page',
    request: 3,
    blobs: cursors.map((cursor) => ({ cursor, bytes: Uint8Array.of(1) })),
    more: false,
  })

  const cases: [string, (RelayFrame | Uint8Array | string)[]][] = [
    ['text', ['hello']],
    ['nothing', [new Uint8Array(0)]],
    ['random bytes', [new Uint8Array(randomBytes(100))]],
    ['another version', [{ ...challenge, version: 2 }]],
    ['something before the challenge', [opened]],
    ['a second challenge', [challenge, challenge]],
    ['an answer to nothing asked', [challenge, { ...opened, request: 99 }]],
    ['an answer of another kind', [challenge, { type: 'pong', request: 1 }]],
    ['a push to a mailbox never opened', [challenge, { type: 'pushed', box: 7, blob }]],
    ['a page that goes back', [challenge, { ...opened, newest: 9 }, page([2])]],
  ]

  test.each(cases)(
    'with %s is named, tried again ever more slowly and used once it is well',
    async (_name, frames) => {
      const codes: (string | null)[] = []
      const hostile = await startHostileRelay((socket) => {
        let asked = 0
        const say = (frame: RelayFrame | Uint8Array | string): void =>
          socket.send(
            typeof frame === 'string' || frame instanceof Uint8Array
              ? frame
              : encodeRelayFrame(frame),
          )
        const rest = [...frames]
        // A page comes when the client reads (its third request), everything else at once.
        while (rest[0] !== undefined && !isPage(rest[0])) say(rest.shift() ?? '')
        socket.on('message', (data: Buffer) => {
          asked += 1
          if (data[0] === 6 && asked === 2 && rest.length > 0) say({ type: 'pong', request: 2 })
          if (data[0] === 3) rest.splice(0).forEach(say)
        })
      })
      const link = connect({
        url: hostile.url,
        onStatus: ({ state, failure }) => state === 'waiting' && codes.push(failure),
      })
      const { mailbox } = openReader(link, 2)
      await eventually(() => expect(codes.length).toBeGreaterThan(2))
      expect(new Set(codes)).toEqual(new Set(['relay-malformed']))
      const waiting = mailbox.append(text('kept for a better relay'))
      const port = Number(new URL(hostile.url).port)
      await hostile.stop()
      await relay.stop()
      relay = await started({ port })
      expect(await waiting).toMatchObject({ ok: true })
    },
  )

  function isPage(frame: RelayFrame | Uint8Array | string): boolean {
    return typeof frame === 'object' && 'type' in frame && frame.type === 'page'
  }

  test('that only closes is unreachable, and is not hammered', async () => {
    const hostile = await startHostileRelay((socket) => socket.close())
    const codes: (string | null)[] = []
    connect({
      url: hostile.url,
      backoff: { firstMs: 20, maxMs: 100_000 },
      onStatus: ({ failure }) => codes.push(failure),
    })
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(codes).toContain('relay-unreachable')
    // 20, 40, 80 … less at most half of each: never more than seven in a second.
    expect(hostile.connections()).toBeLessThan(9)
    await hostile.stop()
  })
})
