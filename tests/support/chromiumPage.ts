import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'vite'

/** A page on 127.0.0.1 (a secure context) that runs one module of ours. */
export interface ServedPage {
  readonly url: string
  close(): Promise<void>
}

/** As strict as the app's own: what needs eval or inline scripts fails here too. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

const html =
  '<!doctype html><meta charset="utf-8"><title>test</title>' +
  '<script type="module" src="/page.js"></script>'

/**
 * Bundles the module at `entry` (absolute path) for the old engine too and serves it until closed.
 * Keep the server while browsers come and go: the origin, and with it the database, has its port.
 */
export async function servePage(entry: string): Promise<ServedPage> {
  const script = await bundle(entry)
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.writeHead(isScript || request.url === '/' ? 200 : 404, {
      'content-type': isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8',
      'content-security-policy': policy,
    })
    response.end(isScript ? script : request.url === '/' ? html : '')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a listening TCP server has one
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/**
 * Ends a browser as a power cut would, without a word to it. Only processes whose command line
 * names exactly this profile (a path without spaces) are touched. Returns how many there were.
 */
export function killBrowser(profileDir: string): number {
  let killed = 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const words = commandLine(name)
    if (!words.includes(`--user-data-dir=${profileDir}`)) continue
    if (end(Number(name))) killed++
  }
  return killed
}

async function bundle(entry: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome114',
      lib: { entry, formats: ['es'], fileName: 'page' },
    },
  })
  const [first] = Array.isArray(output) ? output : [output]
  if (first === undefined || !('output' in first)) throw new Error('The page was not built')
  const [chunk, ...others] = first.output
  if (others.length > 0) throw new Error('The page was built in more than one file')
  return chunk.code
}

function commandLine(pid: string): string[] {
  try {
    // Chromium rewrites its own command line with spaces between the words.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/)
  } catch {
    return []
  }
}

function end(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}
