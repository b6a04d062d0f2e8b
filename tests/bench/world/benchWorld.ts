import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright'
import { launchChromium } from '#tests/support/chromium.ts'
import {
  createHub,
  type Namespace,
  spawnInside,
  whyNoNamespaces,
} from '#tests/support/namespace/index.ts'
import { makeUserFolder } from '#tests/support/ordinaryUser.ts'
import type { Controls } from '../page/main.tsx'

/** The two ends of a connection: each has a network of its own where that is allowed. */
export type Side = 'near' | 'far'

/** One Chromium with the benchmark's page. */
export interface BenchPage {
  readonly page: Page
  /** Calls one of the page's controls. */
  call<K extends keyof Controls>(
    name: K,
    ...args: Parameters<Controls[K]>
  ): Promise<Awaited<ReturnType<Controls[K]>>>
  /** Loads the page anew: nothing of the program stays warm, what is on disk stays. */
  reload(): Promise<void>
  close(): Promise<void>
}

/** Everything outside the pages. */
export interface BenchWorld {
  /** The project's folder. */
  readonly root: string
  /** The relay that both stacks signal over. */
  readonly relayUrl: string
  /** What the network is, in words. */
  readonly network: string
  open(side: Side): Promise<BenchPage>
  close(): Promise<void>
}

const relayPort = 44_550
const pagePort = 44_551
const origin = `http://127.0.0.1:${pagePort}`
/** Lets pages find each other where there is nothing but a loopback. */
const loopbackFlags = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
]

/** Starts the relay and makes both sides ready. `root` is the project's folder. */
export async function startBenchWorld(root: string): Promise<BenchWorld> {
  const reason = await whyNoNamespaces()
  const hub = reason === null ? await createHub() : null
  const spaces = {
    near: await hub?.addMember('near'),
    far: await hub?.addMember('far'),
  }
  const scratch = makeUserFolder('subrosa-bench-')
  const relayData = mkdtempSync(join(tmpdir(), 'subrosa-bench-relay-'))
  const host = hub?.address ?? '127.0.0.1'
  const relay = join(root, 'dist', 'bench', 'runner', 'relay.mjs')
  const pageServer = join(root, 'tests', 'bench', 'world', 'servePage.mjs')
  const built = join(root, 'dist', 'bench', 'page')
  const servers = [
    await start(hub, relay, '--host', host, '--port', String(relayPort), '--data', relayData),
    await start(spaces.near, pageServer, built, String(pagePort)),
  ]
  if (spaces.far !== undefined)
    servers.push(await start(spaces.far, pageServer, built, String(pagePort)))
  const contexts = new Set<BrowserContext>()
  let opened = 0

  async function open(side: Side): Promise<BenchPage> {
    const space = spaces[side]
    const { context, page } = await launchChromium({
      profileDir: join(scratch, String(++opened)),
      namespace: space,
      args: space === undefined ? loopbackFlags : [],
    })
    contexts.add(context)
    await context.grantPermissions(['microphone'], { origin })
    page.on('pageerror', (error) => process.stderr.write(`A page threw: ${error.stack}\n`))
    const load = async () => {
      await page.goto(origin)
      await page.waitForFunction(() => 'controls' in globalThis)
      if (space === undefined) await call('allowLoopback')
    }
    const call: BenchPage['call'] = (name, ...args) =>
      page.evaluate(
        ([method, given]) => {
          const controls: Controls = Reflect.get(globalThis, 'controls')
          // Playwright cannot carry the tie between a name and its arguments into the page.
          return Reflect.apply(controls[method], controls, given) as never
        },
        [name, args] as const,
      )
    await load()
    const profiler = await startProfile(page, `${side}-${opened}`)
    const close = async () => {
      await profiler?.()
      contexts.delete(context)
      await context.close()
    }
    return { page, call, reload: load, close }
  }

  return {
    root,
    relayUrl: `ws://${host}:${relayPort}`,
    network: reason === null ? 'a namespace a side' : `one loopback, since ${reason}`,
    open,
    async close() {
      for (const context of contexts) await context.close()
      for (const server of servers) server.kill()
      await hub?.remove()
      for (const folder of [scratch, relayData]) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** With SUBROSA_BENCH_PROFILE set to a folder: what each page spends its time on, for Chromium's tools. */
async function startProfile(page: Page, name: string): Promise<(() => Promise<void>) | null> {
  const folder = process.env['SUBROSA_BENCH_PROFILE']
  if (folder === undefined) return null
  const session = await page.context().newCDPSession(page)
  await session.send('Profiler.enable')
  await session.send('Profiler.start')
  return async () => {
    const { profile } = await session.send('Profiler.stop')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${name}.cpuprofile`), JSON.stringify(profile))
  }
}

async function start(space: Namespace | null | undefined, ...command: string[]) {
  const words = [process.execPath, ...command]
  const child = space ? spawnInside(space, words) : spawn(process.execPath, command)
  await firstWords(child)
  return child
}

async function firstWords(server: ChildProcess): Promise<void> {
  if (server.stdout === null) throw new Error('A server says when it is ready')
  server.stderr?.on('data', (words: Buffer) => process.stderr.write(words))
  const ended = once(server, 'close').then(([code]) => {
    throw new Error(`A server ended with ${String(code)} before it was ready`)
  })
  await Promise.race([once(server.stdout, 'data'), ended])
  ended.catch(() => undefined)
}
