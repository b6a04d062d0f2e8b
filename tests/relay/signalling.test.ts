import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Relay, RelayEvent } from '#main/relay/index.ts'
import { relayLimits, signalPath } from '#shared/wire/relay/index.ts'
import { openSignal, started, type RawSocket } from './rawClient.ts'

const topic = 'room-of-somebody'

let relay: Relay
let events: RelayEvent[]

beforeEach(async () => {
  events = []
  relay = await started({ onEvent: (event) => events.push(event) })
})
afterEach(() => relay.stop())

function say({ socket }: RawSocket<unknown>, message: unknown): void {
  socket.send(JSON.stringify(message))
}

/** Waits until everything this client said before has been taken in. */
async function settled(client: RawSocket<unknown>): Promise<void> {
  say(client, { type: 'ping' })
  expect(await client.next()).toEqual({ type: 'pong' })
}

async function hearing(...topics: string[]): Promise<RawSocket<unknown>> {
  const client = await openSignal(relay)
  say(client, { type: 'subscribe', topics })
  await settled(client)
  return client
}

describe('Signalling', () => {
  test('carries what is published to everyone else on the topic', async () => {
    const [one, other, stranger] = [await hearing(topic), await hearing(topic), await hearing('x')]
    say(one, { type: 'publish', topic, data: 'c2VhbGVk' })
    expect(await other.next()).toEqual({ type: 'publish', topic, data: 'c2VhbGVk' })
    say(one, { type: 'publish', topic, data: { type: 'announce', from: 'a' } })
    expect(await other.next()).toMatchObject({ data: { type: 'announce', from: 'a' } })
    // The next thing either of these hears is the answer to its own ping.
    await settled(one)
    await settled(stranger)
  })

  test('tells nobody how many hear a topic', async () => {
    const [one, other] = [await hearing(topic), await hearing(topic)]
    say(one, { type: 'publish', topic, data: 'x' })
    expect(Object.keys((await other.next()) as object)).toEqual(['type', 'topic', 'data'])
  })

  test('carries nothing from who does not hear the topic', async () => {
    const [member, outsider] = [await hearing(topic), await hearing('elsewhere')]
    say(outsider, { type: 'publish', topic, data: 'spam' })
    await settled(outsider)
    await settled(member)
  })

  test('stops carrying after unsubscribing and after closing', async () => {
    const [one, other, third] = [await hearing(topic), await hearing(topic), await hearing(topic)]
    say(other, { type: 'unsubscribe', topics: [topic] })
    await settled(other)
    third.socket.close()
    await third.closed
    say(one, { type: 'publish', topic, data: 'x' })
    await settled(one)
    await settled(other)
  })

  test('closes on frames that are none of the five messages', async () => {
    const long = 'a'.repeat(relayLimits.topicLength + 1)
    const deep = '['.repeat(30_000) + ']'.repeat(30_000)
    const frames: (string | Buffer)[] = [
      '',
      'not json',
      'null',
      '[]',
      '42',
      '{}',
      '{"type":"subscribe"}',
      '{"type":"subscribe","topics":"room"}',
      '{"type":"subscribe","topics":[1]}',
      '{"type":"subscribe","topics":[""]}',
      JSON.stringify({ type: 'subscribe', topics: [long] }),
      JSON.stringify({
        type: 'subscribe',
        topics: Array.from({ length: 33 }, (_, at) => `t${at}`),
      }),
      '{"type":"publish","topic":"room"}',
      '{"type":"publish","topic":"room","data":7}',
      '{"type":"publish","topic":"room","data":"x","clients":3}',
      `{"type":"publish","topic":"room","data":{"a":${deep}}}`,
      '{"type":"__proto__"}',
      '{"type":"constructor","topics":[]}',
      Buffer.from('{"type":"ping"}'),
      Buffer.alloc(0),
    ]
    for (const frame of frames) {
      const client = await openSignal(relay)
      client.socket.send(frame)
      expect([frame.toString().slice(0, 60), await client.closed]).toEqual([
        frame.toString().slice(0, 60),
        1008,
      ])
    }
    expect(events.every((event) => event === 'malformed-frame')).toBe(true)
    await hearing(topic)
  })

  test('closes on a frame over the limit', async () => {
    const client = await openSignal(relay)
    client.socket.send(
      JSON.stringify({ type: 'publish', topic, data: 'x'.repeat(relayLimits.signalBytes) }),
    )
    expect(await client.closed).toBe(1009)
  })

  test('survives thousands of malformed frames while others go on', async () => {
    const [one, other] = [await hearing(topic), await hearing(topic)]
    for (let round = 0; round < 60; round++) {
      const hostile = await openSignal(relay)
      for (let count = 0; count < 50; count++)
        hostile.socket.send(
          count % 2 === 0 ? randomBytes(count * 7) : randomBytes(count).toString('latin1'),
        )
      await hostile.closed
    }
    say(one, { type: 'publish', topic, data: 'still here' })
    expect(await other.next()).toMatchObject({ data: 'still here' })
  })

  test('takes no more topics from one connection than the limit', async () => {
    const client = await openSignal(relay)
    const topics = Array.from({ length: relayLimits.topics }, (_, at) => `topic ${at}`)
    say(client, { type: 'subscribe', topics })
    say(client, { type: 'subscribe', topics })
    await settled(client)
    say(client, { type: 'subscribe', topics: ['one more'] })
    expect(await client.closed).toBe(1008)
  })

  test('takes no more listeners for a topic than the limit', async () => {
    await relay.stop()
    relay = await started({ limits: { listeners: 2 } })
    await hearing(topic)
    await hearing(topic)
    const third = await openSignal(relay)
    say(third, { type: 'subscribe', topics: [topic] })
    expect(await third.closed).toBe(1008)
  })

  test('lets a flood wait on its own connection and loses none of it', async () => {
    await relay.stop()
    relay = await started({ limits: { signalRate: { perSecond: 200, burst: 20 } } })
    const [one, other] = [await hearing(topic), await hearing(topic)]
    for (let count = 0; count < 100; count++)
      say(one, { type: 'publish', topic, data: String(count) })
    for (let count = 0; count < 100; count++)
      expect(await other.next()).toMatchObject({ data: String(count) })
  })

  test('drops a listener that does not read and keeps the others', async () => {
    await relay.stop()
    relay = await started({
      limits: { unreadBytes: 256 * 1024, signalRate: { perSecond: 1e6, burst: 1e6 } },
      onEvent: (event) => events.push(event),
    })
    const [one, other, slow] = [await hearing(topic), await hearing(topic), await hearing(topic)]
    slow.socket.pause()
    const data = 'x'.repeat(60_000)
    for (let count = 0; count < 400; count++) {
      say(one, { type: 'publish', topic, data })
      await other.next()
    }
    expect(events).toContain('slow-reader-dropped')
    slow.socket.resume()
    expect(await slow.closed).toBe(1006)
  })
})

describe('The door of the relay', () => {
  function refusedStatus(url: string): Promise<number | undefined> {
    return new Promise((resolve) => {
      const socket = new WebSocket(url)
      socket.on('error', () => undefined)
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode))
    })
  }

  test('opens at its two paths only', async () => {
    for (const path of ['/', '/signal/', '/signal?x=1', '/mailbox/..', '//signal'])
      expect(await refusedStatus(relay.url + path)).toBe(404)
    const page = await fetch(relay.url.replace('ws:', 'http:') + signalPath)
    expect(page.status).toBe(404)
    expect(await page.text()).toBe('')
  })

  test('refuses connections beyond the limit and takes them again when one ends', async () => {
    await relay.stop()
    events = []
    relay = await started({
      limits: { connectionsPerAddress: 2 },
      onEvent: (event) => events.push(event),
    })
    const [one] = [await openSignal(relay), await openSignal(relay)]
    expect(await refusedStatus(relay.url + signalPath)).toBe(503)
    expect(events).toEqual(['connection-limit-reached'])
    one?.socket.close()
    await one?.closed
    await openSignal(relay)
  })

  test('drops a connection that answers no heartbeat', async () => {
    await relay.stop()
    relay = await started({
      limits: { heartbeatMs: 50 },
      onEvent: (event) => events.push(event),
    })
    const silent = new WebSocket(relay.url + signalPath, { autoPong: false })
    await new Promise((resolve) => silent.on('close', resolve))
    expect(events).toContain('silent-connection-dropped')
  })

  test('ends a connection that lives and says nothing, and keeps one that pings', async () => {
    await relay.stop()
    relay = await started({
      limits: { heartbeatMs: 2000, idleMs: 3000 },
      onEvent: (event) => events.push(event),
    })
    const [idle, pinging] = [await openSignal(relay), await openSignal(relay)]
    const timer = setInterval(() => say(pinging, { type: 'ping' }), 20)
    expect(await idle.closed).toBe(1001)
    expect(events).toContain('idle-connection-dropped')
    for (let count = 0; count < 5; count++) expect(await pinging.next()).toEqual({ type: 'pong' })
    expect(pinging.socket.readyState).toBe(WebSocket.OPEN)
    clearInterval(timer)
  })
})
