import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { type Browser, chromium, type Page } from 'playwright'
import { build } from 'vite'
import { browserFlags } from './browserFlags.ts'

export interface GalleryPage {
  /** Where the page is served, without a query. */
  readonly url: string
  readonly page: Page
  /** What the page complained of since it was opened: policy violations, errors, warnings. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

const pageRoot = fileURLToPath(new URL('../ui/page', import.meta.url))

/**
 * Builds the page of all parts as the app is built, serves it under the app's own strict policy and
 * opens it in the installed Chromium.
 */
export async function openGalleryPage(): Promise<GalleryPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'subrosa-gallery-'))
  await buildAsShipped(outDir)
  const server = await serve(outDir)
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('a listening server has a port')
  const url = `http://127.0.0.1:${address.port}/`
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...browserFlags, '--no-sandbox'],
  })
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  const close = async () => {
    await browser.close()
    await new Promise((resolve) => server.close(resolve))
    await rm(outDir, { recursive: true, force: true })
  }
  return { url, page, complaints, close }
}

/** vitest sets NODE_ENV to "test", in which react-aria leaves out what the shipped page does. */
async function buildAsShipped(outDir: string): Promise<void> {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build({
      root: pageRoot,
      configFile: false,
      logLevel: 'warn',
      plugins: [react()],
      build: {
        target: 'chrome114',
        cssTarget: 'chrome114',
        outDir,
        emptyOutDir: true,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 4000,
      },
    })
  } finally {
    process.env['NODE_ENV'] = before
  }
}

/** As strict as the app's: nothing inline, no style that is not a file of ours. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const types: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
])

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname
    const file = join(folder, normalize(path === '/' ? '/index.html' : path))
    readFile(file).then(
      (bytes) => {
        response.setHeader('content-type', types.get(extname(file)) ?? 'application/octet-stream')
        response.setHeader('content-security-policy', policy)
        response.end(bytes)
      },
      () => response.writeHead(path === '/favicon.ico' ? 204 : 404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
