import { randomBytes, randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { mailboxPath, signalPath } from '#shared/wire/relay/index.ts'
import { createCapability, openMailboxClient, openSignal, openSocket } from './rawClient.ts'
import { createRelayRuns, type ReadyRelay, type RelayRuns } from './relayRuns.ts'

let runs: RelayRuns
beforeAll(async () => {
  runs = await createRelayRuns()
})
afterEach(() => runs.endAll())
afterAll(() => runs.remove())

/** The most memory that the process ever had, in MiB. */
async function peakMiB({ relay }: ReadyRelay): Promise<number> {
  const status = await readFile(`/proc/${relay.pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}

describe('The relay as a process among hostile clients', () => {
  test('survives ten thousand malformed frames and stays small', async () => {
    const ready = await runs.ready('--data', await runs.folder())
    const capability = createCapability()
    const [one, other] = [await openMailboxClient(ready), await openMailboxClient(ready)]
    for (const client of [one, other]) await client.open(capability)
    const before = await peakMiB(ready)
    const frames = 10_000
    for (let sent = 0; sent < frames;) {
      const path = sent % 3 === 0 ? signalPath : mailboxPath
      const hostile = await openSocket(ready.url + path, () => null)
      // The first malformed frame ends a connection: what follows it is sent all the same.
      const burst = Math.min(frames - sent, 1 + randomInt(40))
      for (let count = 0; count < burst; count++) {
        const bytes = randomBytes(randomInt(2000))
        // A type that there is, so that the rest is read as such a frame.
        if (bytes.length > 0 && count % 2 === 0) bytes[0] = 1 + randomInt(6)
        hostile.socket.send(count % 5 === 4 ? bytes.toString('latin1') : bytes)
      }
      sent += burst
      hostile.socket.send(new Uint8Array(0))
      expect(await hostile.closed).toBe(1008)
    }
    await one.append(Uint8Array.of(1))
    expect(await other.next()).toMatchObject({ type: 'pushed', blob: { cursor: other.at(1) } })
    expect((await peakMiB(ready)) - before).toBeLessThan(150)
  })

  test('drops a client that does not read what is pushed, before it costs memory', async () => {
    const ready = await runs.ready('--data', await runs.folder())
    const capability = createCapability()
    const writer = await openMailboxClient(ready)
    await writer.open(capability)
    const slow = await Promise.all(Array.from({ length: 8 }, () => openMailboxClient(ready)))
    for (const client of slow) {
      await client.open(capability)
      client.socket.pause()
    }
    // 45 MB for each of eight: 360 MB if they were held.
    for (let count = 0; count < 150; count++) await writer.append(randomBytes(300_000))
    expect(await peakMiB(ready)).toBeLessThan(300)
    for (const client of slow) client.socket.resume()
    for (const client of slow) expect(await client.closed).toBe(1006)
    expect(ready.relay.errors()).toContain('slow-reader-dropped')
  })

  test('ends connections that never say what they want, and keeps a place for others', async () => {
    const ready = await runs.ready(
      ...['--data', await runs.folder(), '--connections-per-address', '4'],
    )
    const port = Number(new URL(ready.url).port)
    const mute = Array.from({ length: 12 }, () => connect(port, '127.0.0.1'))
    for (const stream of mute) stream.on('error', () => undefined).resume()
    await Promise.all(mute.map((stream) => new Promise((done) => stream.on('close', done))))
    await openSignal(ready)
  })
})
