import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium } from '#tests/support/chromium.ts'
import { makeUserFolder } from '#tests/support/ordinaryUser.ts'
import { searchFolder, type SearchReport } from '#tests/support/search/index.ts'

const words = {
  small: 'quokkaharbingersmall',
  compressed: 'quokkaharbingerpacked',
  blob: 'quokkaharbingerblob',
  large: 'quokkaharbingerlarge',
  local: 'quokkaharbingerlocal',
  gzip: 'quokkaharbingergzip',
  brotli: 'quokkaharbingerbrotli',
}
const absent = 'wombatzeppelin'
const folder = makeUserFolder('subrosa-search-')
let server: Server
let report: SearchReport

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = `${'agenda '.repeat(2000)}<p>`
    response.setHeader('content-type', 'text/html')
    if (request.url === '/gzip' || request.url === '/brotli') {
      const gzip = request.url === '/gzip'
      response.setHeader('cache-control', 'max-age=3600')
      response.setHeader('content-encoding', gzip ? 'gzip' : 'br')
      const pack = gzip ? gzipSync : brotliCompressSync
      response.end(pack(body + (gzip ? words.gzip : words.brotli)))
    } else response.end('<title>page</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  const origin = `http://127.0.0.1:${address.port}`

  const chromium = await launchChromium({ profileDir: join(folder, 'profile') })
  await chromium.page.goto(origin)
  await chromium.page.evaluate(writeUnsealed, words)
  await chromium.page.goto(`${origin}/gzip`)
  await chromium.page.goto(`${origin}/brotli`)
  await chromium.close()
  report = await searchFolder(folder, [...Object.values(words), absent])
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true, force: true })
})

test.each(Object.entries(words))('The searcher finds what Chromium wrote: %s', (_, word) => {
  expect(report.finds.filter((find) => find.word === word)).not.toEqual([])
})

test('The searcher finds a word that Chromium had compressed, by decoding only', () => {
  const finds = report.finds.filter((find) => find.word === words.compressed)
  expect(finds.every((find) => find.where.includes('Snappy value'))).toBe(true)
})

test('The searcher finds no word that was never written, in a profile read to the end', () => {
  expect(report.finds.filter((find) => find.word === absent)).toEqual([])
  expect(report.filesRead).toBeGreaterThan(50)
  expect(report.unread).toEqual([])
})

/** Runs in the page: one value for each way in which Chromium keeps what a page stores. */
async function writeUnsealed(kept: typeof words): Promise<void> {
  const opened = indexedDB.open('scratch', 1)
  await new Promise((resolve, reject) => {
    opened.onupgradeneeded = () => opened.result.createObjectStore('rows')
    opened.onsuccess = resolve
    opened.onerror = reject
  })
  const put = (key: string, value: unknown) =>
    new Promise((resolve, reject) => {
      const change = opened.result.transaction('rows', 'readwrite', { durability: 'strict' })
      change.objectStore('rows').put(value, key)
      change.oncomplete = resolve
      change.onerror = reject
    })
  const halves = `${kept.compressed.slice(0, 10)}, ${kept.compressed.slice(10)}; `
  const noise = crypto.getRandomValues(new Uint8Array(60_000))
  await put('small', { text: kept.small })
  await put('compressed', { text: halves.repeat(3000) + kept.compressed })
  await put('large', [noise, noise, noise, kept.large])
  await put('blob', new Blob([kept.blob]))
  localStorage.setItem('local', kept.local)
}
