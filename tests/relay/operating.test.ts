import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { generationOf, type RelayFrame } from '#shared/wire/relay/index.ts'
import {
  createCapability,
  openMailboxClient,
  openSignal,
  started,
  type RawMailboxClient,
} from './rawClient.ts'
import { createRelayRuns, readAll, type RelayRuns } from './relayRuns.ts'

let runs: RelayRuns
beforeAll(async () => {
  runs = await createRelayRuns()
})
afterEach(() => runs.endAll())
afterAll(() => runs.remove())

const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 60_000, interval: 20 })

async function page(url: string, path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(url.replace('ws:', 'http:') + path)
  return { status: answer.status, text: await answer.text() }
}

function cursorsOf(frames: readonly RelayFrame[]): number[] {
  return frames.flatMap((frame) => (frame.type === 'appended' ? [frame.cursor] : []))
}

describe('Ending a relay', () => {
  test('finishes and answers what it took, and keeps nothing that it did not answer', async () => {
    const data = await runs.folder()
    const capability = createCapability()
    const { relay, url } = await runs.ready('--data', data)
    const clients = await Promise.all([0, 1].map(() => openMailboxClient({ url })))
    const answered: RelayFrame[][] = clients.map(() => [])
    await Promise.all(
      clients.map(async (client, at) => {
        await client.open(capability)
        void collect(client, answered[at] ?? [])
      }),
    )
    for (let count = 0; count < 400; count++)
      for (const client of clients) {
        const id = randomBytes(16).toString('hex')
        const blob = randomBytes(5000)
        client.send({ type: 'append', request: 100 + count, box: 0, id, blob })
      }
    await eventually(() => expect(cursorsOf(answered.flat()).length).toBeGreaterThan(20))
    relay.kill('SIGTERM')
    expect(await Promise.all(clients.map((client) => client.closed))).toEqual([1001, 1001])
    expect(await relay.ended).toBe(0)
    expect(relay.errors()).toBe('')

    const again = await openMailboxClient(await runs.ready('--data', data))
    await again.open(capability)
    const kept = [...(await readAll(again)).keys()].map((count) => again.at(count))
    expect(cursorsOf(answered.flat()).sort((a, b) => a - b)).toEqual(kept)
  })

  async function collect(client: RawMailboxClient, into: RelayFrame[]): Promise<void> {
    for (;;) into.push(await client.next())
  }

  test('does not wait for ever for a client that reads nothing', async () => {
    const relay = await started()
    const client = await openMailboxClient(relay)
    await client.open(createCapability())
    for (let count = 0; count < 8; count++) await client.append(randomBytes(250_000))
    client.socket.pause()
    for (let request = 1; request <= 100; request++)
      client.send({ type: 'read', request, box: 0, after: 0, limitBytes: 262_144 })
    await relay.stop()
    client.socket.terminate()
  })
})

describe('A backup', () => {
  test('is written on a signal while others append, and is a whole moment of the store', async () => {
    const data = await runs.folder()
    const backups = join(await runs.folder(), 'new')
    const capability = createCapability()
    const ready = await runs.ready('--data', data, '--backups', backups)
    const client = await openMailboxClient(ready)
    await client.open(capability)
    for (let count = 0; count < 100; count++) await client.append(randomBytes(50_000))
    ready.relay.kill('SIGUSR2')
    for (let count = 0; count < 100; count++) await client.append(randomBytes(5000))
    await eventually(() => expect(ready.relay.errors()).toBe('relay: backup-written\n'))
    const whole = await readAll(client)

    const [name, ...others] = await readdir(backups)
    expect(others).toEqual([])
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/)
    const restored = await openMailboxClient(await runs.ready('--data', join(backups, name ?? '')))
    await restored.open(capability)
    const found = [...(await readAll(restored))]
    expect(found.length).toBeGreaterThanOrEqual(100)
    expect(found).toEqual([...whole].slice(0, found.length))
  })

  test('has another generation each time it is restored, so that clients post again what it lacks', async () => {
    const backups = await runs.folder()
    const capability = createCapability()
    const ready = await runs.ready('--data', await runs.folder(), '--backups', backups)
    const client = await openMailboxClient(ready)
    await client.open(capability)
    await client.append(randomBytes(100))
    ready.relay.kill('SIGUSR2')
    await eventually(() => expect(ready.relay.errors()).toContain('backup-written'))
    const [name = ''] = await readdir(backups)

    const generations = new Set([generationOf(client.at(0))])
    for (const copy of ['one', 'two']) {
      const data = join(await runs.folder(), copy)
      await cp(join(backups, name), data, { recursive: true })
      for (let start = 0; start < 2; start++) {
        const restored = await runs.ready('--data', data)
        const reader = await openMailboxClient(restored)
        await reader.open(capability)
        generations.add(generationOf(reader.at(0)))
        expect((await readAll(reader)).size).toBe(1)
        restored.relay.kill('SIGTERM')
        await restored.relay.ended
      }
    }
    expect(generations.size).toBe(3)
  })

  test('that cannot be written is said and leaves nothing, and the relay goes on', async () => {
    const folder = await runs.folder()
    await writeFile(join(folder, 'file'), '')
    for (const args of [[], ['--backups', join(folder, 'file')]]) {
      const ready = await runs.ready('--data', await runs.folder(), ...args)
      ready.relay.kill('SIGUSR2')
      await eventually(() => expect(ready.relay.errors()).toBe('relay: backup-failed\n'))
      expect(await page(ready.url, '/health')).toEqual({ status: 200, text: 'ok\n' })
    }
    expect(await readdir(folder)).toEqual(['file'])
  })
})

describe('The pages of a relay', () => {
  test('say that it is well, and nothing else unless told to', async () => {
    const { url } = await runs.ready('--data', await runs.folder())
    expect(await page(url, '/health')).toEqual({ status: 200, text: 'ok\n' })
    for (const path of ['/metrics', '/', '/health?x', '/mailbox'])
      expect(await page(url, path)).toEqual({ status: 404, text: '' })
  })

  test('count what happens, without a name, an address or a length', async () => {
    const { url } = await runs.ready('--data', await runs.folder(), '--metrics')
    const before = (await page(url, '/metrics')).text
    const client = await openMailboxClient({ url })
    await client.open(createCapability())
    await client.append(new Uint8Array(4711).fill(1), 0, 'ab'.repeat(16))
    await client.append(new Uint8Array(4711).fill(1), 0, 'ab'.repeat(16))
    const rubbish = await openSignal({ url })
    rubbish.socket.send('rubbish')
    await rubbish.closed
    const { status, text } = await page(url, '/metrics')
    expect(status).toBe(200)
    for (const line of [
      'relay_connections{kind="mailbox"} 1',
      'relay_opened_total{kind="signal"} 1',
      'relay_frames_total{kind="mailbox"} 3',
      'relay_appends_total{outcome="kept"} 1',
      'relay_appends_total{outcome="repeated"} 1',
      'relay_events_total{event="malformed-frame"} 1',
      'relay_append_bytes_bucket{le="4096"} 0',
      'relay_append_bytes_bucket{le="16384"} 1',
    ])
      expect(text.split('\n')).toContain(line)
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) relay_\w+ .+|relay_\w+(\{\w+="[\w.+-]+"\})? \d+)$/)
    // The same series as at the start: nothing that happens adds a name.
    const series = (all: string) => all.replaceAll(/ \d+$/gm, '')
    expect(series(text)).toBe(series(before))
    for (const secret of ['4711', 'abab', '127.0.0.1']) expect(text).not.toContain(secret)
  })
})

describe('A relay with a certificate', () => {
  /** Makes a certificate for 127.0.0.1 in the folder, instead of one that is there. */
  async function certify(folder: string): Promise<{ ca: Buffer; args: string[] }> {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    await promisify(execFile)('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
      ...['-days', '2', '-subj', '/CN=relay', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', key, '-out', cert],
    ])
    return { ca: await readFile(cert), args: ['--cert', cert, '--key', key] }
  }

  test('speaks TLS only, for sockets and pages', async () => {
    const folder = await runs.folder()
    const { ca, args } = await certify(folder)
    const { url } = await runs.ready('--data', join(folder, 'data'), ...args)
    expect(url).toMatch(/^wss:/)
    const client = await openMailboxClient({ url }, { ca })
    expect(await client.open(createCapability())).toMatchObject({ type: 'opened' })
    expect(await client.append(Uint8Array.of(1))).toMatchObject({ type: 'appended' })
    const status = await new Promise((resolve, reject) => {
      get(url.replace('wss:', 'https:') + '/health', { ca }, (answer) =>
        resolve(answer.statusCode),
      ).on('error', reject)
    })
    expect(status).toBe(200)
    await expect(openMailboxClient({ url })).rejects.toThrow()
    await expect(openMailboxClient({ url: url.replace('wss:', 'ws:') })).rejects.toThrow()
  })

  test('takes a new one while it runs, and goes on with the old when the new is none', async () => {
    const folder = await runs.folder()
    const old = await certify(folder)
    const [, cert = '', , key = ''] = old.args
    const events: string[] = []
    const relay = await started({
      certificate: { cert, key },
      limits: { certificateMs: 20 },
      onEvent: (event) => events.push(event),
    })
    await writeFile(cert, 'no certificate')
    await eventually(() => expect(events).toContain('certificate-failed'))
    const client = await openMailboxClient(relay, { ca: old.ca })
    const { ca } = await certify(folder)
    await eventually(() => expect(events).toContain('certificate-renewed'))
    await openMailboxClient(relay, { ca })
    await expect(openMailboxClient(relay, { ca: old.ca })).rejects.toThrow()
    expect(await client.ask({ type: 'ping', request: 1 })).toMatchObject({ type: 'pong' })
    await relay.stop()
  })

  test('does not start on one that cannot be used', async () => {
    const [one, other] = [join(await runs.folder(), 'one'), join(await runs.folder(), 'other')]
    for (const folder of [one, other]) await mkdir(folder)
    const [, cert = ''] = (await certify(one)).args
    const [, , , key = ''] = (await certify(other)).args
    for (const args of [
      ['--cert', cert, '--key', key],
      ['--cert', '/nowhere', '--key', key],
    ]) {
      const relay = runs.start('--port', '0', '--data', join(one, 'data'), ...args)
      expect(await relay.ended).toBe(1)
      expect(relay.errors()).toMatch(/^The certificate could not be used\. .+\n$/)
    }
  })
})
