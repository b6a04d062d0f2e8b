import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bundleRelay, type RelayBundle } from '#tests/support/relayProcess.ts'
import { createCapability, openMailboxClient } from './rawClient.ts'

// Electron's port to the parent in its form, over Node's own channel: the edge of the process.
const parentPort = `process.parentPort = {
  on: (event, listener) => process.on(event, (data) => listener({ data })),
  postMessage: (message) => process.send(message),
}`

let bundle: RelayBundle
let folder: string
const children: ChildProcess[] = []

beforeAll(async () => {
  bundle = await bundleRelay()
  folder = await mkdtemp(join(tmpdir(), 'relay-hosted-'))
  await writeFile(join(folder, 'parentPort.cjs'), parentPort)
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(async () => {
  await bundle.remove()
  await rm(folder, { recursive: true, force: true })
})

async function host(place: unknown): Promise<{ child: ChildProcess; answer: unknown }> {
  const execArgv = ['--require', join(folder, 'parentPort.cjs')]
  const child = fork(bundle.file, [], { execArgv, serialization: 'advanced' })
  children.push(child)
  child.send(place as object)
  const [answer] = (await once(child, 'message')) as unknown[]
  return { child, answer }
}

describe('A relay hosted by the app', () => {
  test('takes its place as a message, says where it is ready, and ends with code 0', async () => {
    const data = join(folder, 'data')
    const { child, answer } = await host({ port: 0, data, host: '0.0.0.0' })
    expect(answer).toEqual({
      kind: 'ready',
      url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/) as string,
    })
    const { url } = answer as { url: string }
    const client = await openMailboxClient({ url })
    expect(await client.open(createCapability())).toMatchObject({ type: 'opened' })
    expect((await host({ port: 0, data, host: '127.0.0.1' })).answer).toEqual({
      kind: 'failed',
      code: 'relay-data-in-use',
    })
    child.kill('SIGTERM')
    expect((await once(child, 'exit'))[0]).toBe(0)
  })

  test('answers a port that is taken and a message that is none with a named failure', async () => {
    const { answer } = await host({ port: 0, data: join(folder, 'one'), host: '127.0.0.1' })
    const port = Number(new URL((answer as { url: string }).url).port)
    const second = await host({ port, data: join(folder, 'two'), host: '127.0.0.1' })
    expect(second.answer).toEqual({ kind: 'failed', code: 'relay-port-in-use' })
    for (const place of [{}, { port: -1, data: 'x', host: 'y' }, { port: 0, data: '', host: 'y' }])
      expect((await host(place)).answer).toEqual({ kind: 'failed', code: 'malformed' })
  })
})
