import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Acknowledged } from './page/logPage.ts'
import { killBrowser, servePage } from '#tests/support/chromiumPage.ts'
import type { ServedPage } from '#tests/support/chromiumPage.ts'
import { launchChromium } from '#tests/support/chromium.ts'
import type { RunningChromium } from '#tests/support/chromium.ts'
import { makeUserFolder } from '#tests/support/ordinaryUser.ts'

const entry = fileURLToPath(new URL('./page/logPage.ts', import.meta.url))
let served: ServedPage
const scratch = makeUserFolder('subrosa-log-')

beforeAll(async () => {
  served = await servePage(entry)
})

afterAll(async () => {
  await served.close()
  rmSync(scratch, { recursive: true, force: true })
})

function profile(name: string): string {
  return join(scratch, name)
}

async function start(profileDir: string): Promise<RunningChromium> {
  const running = await launchChromium({ profileDir })
  await load(running)
  return running
}

async function load({ page }: RunningChromium): Promise<void> {
  await page.goto(served.url)
  await page.waitForFunction(() => 'logPage' in globalThis)
}

describe('the log in a real browser', () => {
  test('writes in strict transactions only', async () => {
    const running = await start(profile('strict'))
    try {
      const seen = await running.page.evaluate(async () => {
        await globalThis.logPage.open('either')
        const before = globalThis.logPage.seen.length
        await globalThis.logPage.append(1)
        await globalThis.logPage.receiveRun(2, 3)
        return { all: globalThis.logPage.seen, since: globalThis.logPage.seen.slice(before) }
      })
      const writes = seen.since.filter(({ mode }) => mode === 'readwrite')
      expect(writes).toHaveLength(2)
      const strict = { database: 'log', mode: 'readwrite', durability: 'strict' }
      for (const write of seen.all.filter(({ mode }) => mode === 'readwrite')) {
        expect(write).toEqual(strict)
      }
    } finally {
      await running.close()
    }
  })

  test('everything acknowledged is there after kill -9, and no sequence is used twice', async () => {
    const dir = profile('killed')
    const acknowledged = new Map<string, Acknowledged>()
    const note = (one: Acknowledged) => {
      const place = `${one.device}/${one.seq}`
      expect(acknowledged.get(place)).toBe(undefined)
      acknowledged.set(place, one)
    }

    for (const expected of ['either', 'existing', 'existing'] as const) {
      const running = await start(dir)
      const failure = await running.page.evaluate(
        (expect) => globalThis.logPage.open(expect),
        expected,
      )
      expect(failure).toBe(null)

      const held = await running.page.evaluate(() => globalThis.logPage.all())
      const places = new Map(held.map((one) => [`${one.device}/${one.seq}`, one]))
      expect(places.size).toBe(held.length)
      for (const [place, one] of acknowledged) expect(places.get(place)).toEqual(one)
      expect(await running.page.evaluate(() => globalThis.logPage.damage())).toEqual([])
      // What had been stored but not acknowledged counts too: its place is taken.
      for (const [place, one] of places) acknowledged.set(place, one)

      const target = acknowledged.size + 300
      const enough = new Promise<void>((resolve) => {
        void running.page
          .exposeFunction('acknowledge', (one: Acknowledged) => {
            note(one)
            if (acknowledged.size >= target) resolve()
          })
          .then(() =>
            running.page.evaluate(() => {
              globalThis.logPage.writeForEver(3, (one) => void globalThis.acknowledge(one))
            }),
          )
      })
      const gone = new Promise((resolve) => running.context.once('close', resolve))
      await enough
      expect(killBrowser(dir)).toBeGreaterThan(0)
      await gone
    }
    expect(acknowledged.size).toBeGreaterThanOrEqual(900)
  })

  test('a full disk fails by name, half writes nothing and the log goes on when there is room', async () => {
    const running = await start(profile('quota'))
    try {
      const session = await running.context.newCDPSession(running.page)
      const origin = new URL(served.url).origin
      const megabyte = 1024 * 1024
      // Before the first write: Chromium remembers for a while how much room there is.
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4 * megabyte })
      await running.page.evaluate(() => globalThis.logPage.open('either'))
      const results = await running.page.evaluate(async (length) => {
        const all = []
        for (let count = 0; count < 10; count++) {
          all.push(await globalThis.logPage.append(1, length))
        }
        return all
      }, megabyte)
      const failures = results.filter((result) => typeof result === 'string')
      expect(failures.length).toBeGreaterThan(0)
      for (const failure of failures) expect(failure).toContain('database-failed')
      for (const failure of failures) expect(failure).toContain('QuotaExceeded')
      await session.send('Storage.overrideQuotaForOrigin', { origin })

      const next = await running.page.evaluate(() => globalThis.logPage.append(1))
      const held = await running.page.evaluate(() => globalThis.logPage.all())
      expect(held.map(({ seq }) => seq)).toEqual(held.map((_, at) => at + 1))
      expect(held.at(-1)).toEqual(next)
      expect(held).toHaveLength(1 + results.length - failures.length)
    } finally {
      await running.close()
    }
  })

  test('10,000 envelopes are received, and are all there in a new browser', async () => {
    const dir = profile('many')
    const first = await start(dir)
    const timings = await first.page.evaluate(async () => {
      await globalThis.logPage.open('either')
      const began = performance.now()
      const stored = await globalThis.logPage.receiveRun(1, 10_000)
      return { stored, receive: performance.now() - began }
    })
    expect(timings.stored).toBe(10_000)
    await first.close()
    const second = await start(dir)
    const reopened = await second.page.evaluate(async () => {
      const began = performance.now()
      const failure = await globalThis.logPage.open('existing')
      const open = performance.now() - began
      const held = await globalThis.logPage.all()
      return { failure, open, read: performance.now() - began - open, count: held.length }
    })
    await second.close()
    expect(reopened).toMatchObject({ failure: null, count: 10_000 })
    const { receive } = timings
    const rounded = Object.entries({ receive, open: reopened.open, read: reopened.read })
    console.info(rounded.map(([what, ms]) => `${what} ${Math.round(ms)} ms`).join(', '))
  })
})
