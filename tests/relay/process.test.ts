import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEventLog } from '#main/relay/eventLog.ts'
import {
  bundleRelay,
  startRelayProcess,
  type RelayBundle,
  type RelayProcess,
} from '#tests/support/relayProcess.ts'
import { relayLimits } from '#shared/wire/relay/index.ts'
import { createCapability, openMailboxClient, openSignal } from './rawClient.ts'

const strace = '/usr/bin/strace'

let bundle: RelayBundle
let data: string
let running: RelayProcess[]

beforeAll(async () => {
  bundle = await bundleRelay()
})
afterAll(() => bundle.remove())
beforeEach(async () => {
  running = []
  data = await mkdtemp(join(tmpdir(), 'relay-data-'))
})
afterEach(async () => {
  for (const relay of running) {
    relay.kill('SIGKILL')
    await relay.ended
  }
  await rm(data, { recursive: true, force: true })
})

function start(...args: string[]): RelayProcess {
  const relay = startRelayProcess(bundle, args)
  running.push(relay)
  return relay
}

async function startReady(port = 0): Promise<{ relay: RelayProcess; url: string; port: number }> {
  const relay = start('--port', String(port), '--data', data)
  const url = await relay.ready
  if (url === null) throw new Error(relay.errors())
  return { relay, url, port: Number(new URL(url).port) }
}

describe('The relay as a process', () => {
  test('prints one line with its address and ends on SIGTERM and on SIGINT with code 0', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { relay, url } = await startReady()
      expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/)
      const client = await openSignal({ url })
      relay.kill(signal)
      expect(await client.closed).toBe(1001)
      expect(await relay.ended).toBe(0)
      expect(relay.output()).toBe(`Relay ready at ${url}\n`)
      expect(relay.errors()).toBe('')
    }
  })

  test('killed with SIGKILL right after acknowledging, it has lost nothing', async () => {
    const capability = createCapability()
    for (let round = 0; round < 5; round++) {
      const { relay, url } = await startReady()
      const client = await openMailboxClient({ url })
      expect(await client.open(capability)).toMatchObject({ type: 'opened' })
      for (let count = 1; count <= 20; count++) {
        const place = round * 20 + count
        expect(await client.append(new Uint8Array(5000).fill(place))).toMatchObject({
          cursor: client.at(place),
        })
      }
      relay.kill('SIGKILL')
      await relay.ended
    }
    const { url } = await startReady()
    const client = await openMailboxClient({ url })
    expect(await client.open(capability)).toMatchObject({ type: 'opened' })
    let after = 0
    while (after < 100) {
      const page = await client.ask({
        type: 'read',
        request: 1,
        box: 0,
        after: client.at(after),
        limitBytes: 99_999,
      })
      if (page.type !== 'page') throw new Error('no page')
      for (const { cursor, bytes } of page.blobs) {
        expect(cursor).toBe(client.at((after += 1)))
        expect(Buffer.from(bytes).equals(Buffer.alloc(5000, after))).toBe(true)
      }
    }
  })

  test.skipIf(!existsSync(strace))(
    'has flushed to disk before each acknowledgement (seen by strace)',
    async () => {
      const { relay, url } = await startReady()
      const client = await openMailboxClient({ url })
      await client.open(createCapability())
      const tracer = spawn(strace, ['-f', '-e', 'trace=fdatasync,fsync', '-p', String(relay.pid)])
      let trace = ''
      const attached = new Promise((resolve) => tracer.stderr.once('data', resolve))
      tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
        trace += text
      })
      await attached
      const count = 10
      for (let at = 0; at < count; at++) await client.append(Uint8Array.of(at))
      const ended = new Promise((resolve) => tracer.on('close', resolve))
      tracer.kill('SIGINT')
      await ended
      expect(trace.match(/f(data)?sync\(/g)?.length).toBeGreaterThanOrEqual(count)
    },
  )

  test('holds up a slow reader that asks for everything many times over, not its own memory', async () => {
    const { relay, url } = await startReady()
    const client = await openMailboxClient({ url })
    await client.open(createCapability())
    for (let count = 0; count < 8; count++) await client.append(randomBytes(250_000))
    client.socket.pause()
    const limitBytes = relayLimits.pageBytes
    const asked = 3000
    for (let request = 1; request <= asked; request++)
      client.send({ type: 'read', request, box: 0, after: 0, limitBytes })
    const other = await openMailboxClient({ url })
    for (let request = 0; request < 200; request++) await other.ask({ type: 'ping', request })
    const status = await readFile(`/proc/${relay.pid}/status`, 'utf8')
    const peakKiB = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1])
    // All these pages would be 750 MB.
    expect(peakKiB).toBeLessThan(400_000)
    client.socket.resume()
    for (let request = 1; request <= 50; request++)
      expect(await client.next()).toMatchObject({ type: 'page' })
  })

  test('says in a sentence that another relay uses its folder', async () => {
    await startReady()
    const second = start('--port', '0', '--data', data)
    expect(await second.ended).toBe(1)
    expect(second.errors()).toMatch(/^Another relay is already using the folder .+ Stop that relay/)
    expect(second.errors().trimEnd().split('\n')).toHaveLength(1)
  })

  test('says in a sentence that its port is taken, and lets go of the folder', async () => {
    const holder = createServer()
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => {
        const address = holder.address()
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
    const relay = start('--port', String(port), '--data', data)
    expect(await relay.ended).toBe(1)
    expect(relay.errors()).toBe(
      `Port ${port} is already in use. Stop the program that uses it, or choose another port with --port.\n`,
    )
    holder.close()
    await startReady()
  })

  test('says in a sentence what else keeps it from starting', async () => {
    const noFolder = start('--port', '0', '--data', '/dev/null/relay')
    expect(await noFolder.ended).toBe(1)
    expect(noFolder.errors()).toMatch(/^The folder \/dev\/null\/relay could not be opened\./)
    const noHost = start('--port', '0', '--data', data, '--host', '203.0.113.1')
    expect(await noHost.ended).toBe(1)
    expect(noHost.errors()).toMatch(/^The relay could not listen on this address\./)
    const misused = start('--port', '70000')
    expect(await misused.ended).toBe(1)
    expect(misused.errors()).toBe(
      '--port takes a whole number from 0 to 65535.\nFor all options: relay --help\n',
    )
  })

  test('logs what happened without address, name or size', async () => {
    const { relay, url } = await startReady()
    const client = await openSignal({ url })
    client.socket.send(JSON.stringify({ type: 'subscribe', topics: ['room-4711'] }))
    client.socket.send('rubbish')
    await client.closed
    relay.kill('SIGTERM')
    await relay.ended
    expect(relay.errors()).toBe('relay: malformed-frame\n')
  })
})

describe('The event log', () => {
  test('writes each kind of event at most once a minute', () => {
    const lines: string[] = []
    let now = 0
    const log = createEventLog(
      (line) => lines.push(line),
      () => now,
    )
    for (now = 0; now < 120_000; now += 100) log('malformed-frame')
    log('mailbox-full')
    expect(lines).toEqual([
      'relay: malformed-frame',
      'relay: malformed-frame',
      'relay: mailbox-full',
    ])
  })
})
