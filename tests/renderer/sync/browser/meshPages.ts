import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BrowserContext } from 'playwright'
import { build } from 'vite'
import { launchChromium } from '#tests/support/chromium.ts'
import { createHub, spawnInside, whyNoNamespaces } from '#tests/support/namespace/index.ts'
import { makeUserFolder } from '#tests/support/ordinaryUser.ts'
import type { Controls } from './page/main.ts'

/** One Chromium with the mesh's test page. */
export interface MeshPage {
  /** What was thrown in the page and caught by nobody. */
  readonly errors: readonly string[]
  call<K extends keyof Controls>(
    name: K,
    ...args: Parameters<Controls[K]>
  ): Promise<Awaited<ReturnType<Controls[K]>>>
}

export interface MeshWorld {
  readonly signalling: string
  open(): Promise<MeshPage>
  close(): Promise<void>
}

const port = 47_444
const origin = 'http://127.0.0.1:47445'
const pageRoot = fileURLToPath(new URL('./page', import.meta.url))
const pageServer = fileURLToPath(new URL('./servePage.mjs', import.meta.url))
const signallingServer = fileURLToPath(
  new URL('../../../../node_modules/y-webrtc/bin/server.js', import.meta.url),
)
/** Lets pages find each other where there is nothing but a loopback. */
const loopbackFlags = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
]

/**
 * y-webrtc's own signalling server and any number of Chromium processes, in a network of their own
 * where that is allowed and else on the machine's loopback.
 */
export async function startMeshWorld(): Promise<MeshWorld> {
  const built = await buildPage()
  const hub = (await whyNoNamespaces()) === null ? await createHub() : null
  const space = await hub?.addMember('all')
  const start = async (...command: string[]) => {
    const env = { ...process.env, PORT: String(port) }
    const words = [process.execPath, ...command]
    const child =
      space === undefined
        ? spawn(process.execPath, command, { env })
        : spawnInside(space, words, { env })
    await firstWords(child)
    return child
  }
  const servers = [
    await start(signallingServer),
    await start(pageServer, built, new URL(origin).port),
  ]
  const profiles = makeUserFolder('subrosa-mesh-')
  const contexts: BrowserContext[] = []

  async function open(): Promise<MeshPage> {
    const { context, page } = await launchChromium({
      profileDir: join(profiles, String(contexts.length)),
      namespace: space,
      args: space === undefined ? loopbackFlags : [],
    })
    contexts.push(context)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await context.grantPermissions(['microphone'], { origin })
    await page.goto(origin)
    await page.waitForFunction(() => 'controls' in globalThis)
    const call: MeshPage['call'] = (name, ...args) =>
      page.evaluate(
        ([method, given]) => {
          const controls: Controls = Reflect.get(globalThis, 'controls')
          // Playwright cannot carry the tie between a name and its arguments into the page.
          return Reflect.apply(controls[method], controls, given) as never
        },
        [name, args] as const,
      )
    if (space === undefined) await call('allowLoopback')
    return { errors, call }
  }

  return {
    signalling: `ws://127.0.0.1:${port}`,
    open,
    async close() {
      for (const context of contexts) await context.close()
      for (const server of servers) server.kill()
      await hub?.remove()
      for (const folder of [built, profiles]) rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'subrosa-mesh-page-'))
  await build({
    root: pageRoot,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: 'chrome114',
      outDir,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4000,
    },
  })
  if (readdirSync(outDir).length === 0) throw new Error('The page was not built')
  return outDir
}

async function firstWords(server: ChildProcess): Promise<void> {
  if (server.stdout === null) throw new Error('A server says when it is ready')
  await once(server.stdout, 'data')
}
