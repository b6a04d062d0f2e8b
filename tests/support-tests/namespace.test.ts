import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createHub,
  type Hub,
  type Namespace,
  runInside,
  spawnInside,
  whyNoNamespaces,
} from '#tests/support/namespace/index.ts'

const reason = await whyNoNamespaces()
const skipped = reason === null ? '' : ` (skipped: ${reason})`

describe.skipIf(reason !== null)(`A network of namespaces${skipped}`, () => {
  let hub: Hub
  beforeEach(async () => {
    hub = await createHub()
  })
  afterEach(() => hub.remove())

  test('lets members reach the hub and one another, and nobody the outside', async () => {
    const ann = await hub.addMember('Ann')
    const ben = await hub.addMember('Ben')
    await expectReach(ann, hub.address)
    await expectReach(ann, ben.address)
    expect(await runInside(hub, 'ip', '-br', 'link')).not.toContain('eth0')
    expect(await runInside(hub, 'ip', 'route')).not.toContain('default')
  })

  test('cuts one member off and mends the cable, while the member keeps its address', async () => {
    const ann = await hub.addMember('Ann')
    const ben = await hub.addMember('Ben')
    await ann.cut()
    expect(await reaches(ann, hub.address)).toBe(false)
    await expectReach(ben, hub.address)
    expect(await runInside(ann, 'ip', '-br', 'address')).toContain(ann.address)
    await ann.mend()
    await expectReach(ann, ben.address)
  })

  test('keeps members apart and still on the hub', async () => {
    const ann = await hub.addMember('Ann')
    await hub.keepMembersApart(true)
    const ben = await hub.addMember('Ben')
    expect(await reaches(ann, ben.address)).toBe(false)
    await expectReach(ann, hub.address)
    await hub.keepMembersApart(false)
    await expectReach(ann, ben.address)
  })

  test('ends what runs in it and leaves nothing behind', async () => {
    const ann = await hub.addMember('Ann')
    const child = spawnInside(ann, ['sleep', '600'])
    const ended = once(child, 'exit')
    await hub.remove()
    await ended
    expect(execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' })).not.toContain(hub.name)
  })

  test('runs beside another such network without meeting it', async () => {
    const other = await createHub()
    try {
      const [ann, zoe] = await Promise.all([hub.addMember('Ann'), other.addMember('Zoe')])
      expect(zoe.address).toBe(ann.address)
      await other.remove()
      await expectReach(ann, hub.address)
    } finally {
      await other.remove()
    }
  })
})

/** A neighbour that just failed to answer is asked again only after a while, so this asks again. */
async function expectReach(from: Namespace, address: string): Promise<void> {
  await expect.poll(() => reaches(from, address), { timeout: 20_000 }).toBe(true)
}

/** Whether an answer to one knock comes back: a refused TCP connection is an answer. */
async function reaches(from: Namespace, address: string): Promise<boolean> {
  const knock = `
    const socket = require('node:net').connect({ host: '${address}', port: 9 })
    socket.on('error', (error) => process.exit(error.code === 'ECONNREFUSED' ? 0 : 1))
    setTimeout(() => process.exit(1), 2500)`
  const [code] = await once(spawnInside(from, [process.execPath, '-e', knock]), 'exit')
  return code === 0
}

describe.skipIf(reason !== null)(`A process that is killed${skipped}`, () => {
  test('leaves no namespace of its own behind', async () => {
    const script = `
      import { createServer } from 'vite'
      const vite = await createServer({ configFile: false, server: { middlewareMode: true, ws: false, hmr: false }, appType: 'custom', logLevel: 'error' })
      const { createHub } = await vite.ssrLoadModule('/tests/support/namespace/index.ts')
      console.log((await createHub()).name)
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
    })
    const [name] = await once(child.stdout.setEncoding('utf8'), 'data')
    const list = () => execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' })
    expect(list()).toContain(String(name).trim())
    child.kill('SIGKILL')
    await expect.poll(list, { timeout: 20_000 }).not.toContain(String(name).trim())
  })
})
