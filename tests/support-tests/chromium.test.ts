import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { launchChromium } from '#tests/support/chromium.ts'
import { startDisplay } from '#tests/support/display.ts'
import { createHub, whyNoNamespaces } from '#tests/support/namespace/index.ts'
import { makeUserFolder } from '#tests/support/ordinaryUser.ts'
import { connectionState, connectPages } from './connect.ts'
import { processesNaming, status } from './processes.ts'

const reason = await whyNoNamespaces()
const skipped = reason === null ? '' : ` (skipped: ${reason})`
const profiles = makeUserFolder('subrosa-profiles-')
afterAll(() => rmSync(profiles, { recursive: true, force: true }))

describe('Debian’s Chromium under test', () => {
  test('keeps its profile from one start to the next', async () => {
    const profileDir = join(profiles, 'kept')
    const visit = async (script: () => string) => {
      const chromium = await launchChromium({ profileDir })
      await chromium.context.route('https://kept.test/**', (route) => route.fulfill({ body: '' }))
      await chromium.page.goto('https://kept.test/')
      const result = await chromium.page.evaluate(script)
      await chromium.close()
      return result
    }
    await visit(() => {
      localStorage.setItem('word', 'kept')
      return ''
    })
    expect(await visit(() => localStorage.getItem('word') ?? 'lost')).toBe('kept')
    expect(readdirSync(profiles).sort()).toEqual(['kept', 'kept.home'])
  })

  test('runs as an ordinary user with its sandbox on', async () => {
    const chromium = await launchChromium({ profileDir: join(profiles, 'sandboxed') })
    const renderers = processesNaming(join(profiles, 'sandboxed')).filter(({ command }) =>
      command.includes('--type=renderer'),
    )
    expect(renderers.length).toBeGreaterThan(0)
    for (const { pid } of renderers) {
      expect(status(pid, 'Seccomp')).toBe('2')
      expect(status(pid, 'Uid')).not.toMatch(/^0\t/)
    }
    await chromium.close()
    await expect.poll(() => processesNaming(join(profiles, 'sandboxed'))).toEqual([])
  })

  test('shows a window when it is given a display', async () => {
    const display = await startDisplay()
    const chromium = await launchChromium({
      profileDir: join(profiles, 'shown'),
      display: display.name,
    })
    expect(await chromium.page.evaluate(() => navigator.userAgent)).not.toContain('Headless')
    await chromium.close()
    await display.stop()
  })
})

describe.skipIf(reason !== null)(`Debian’s Chromium in a network of its own${skipped}`, () => {
  test('meets another, and loses it when the cable is cut', async () => {
    const hub = await createHub()
    try {
      const [ann, ben] = [await hub.addMember('Ann'), await hub.addMember('Ben')]
      const [one, other] = await Promise.all([
        launchChromium({ profileDir: join(profiles, 'ann'), namespace: ann }),
        launchChromium({ profileDir: join(profiles, 'ben'), namespace: ben }),
      ])
      expect(await connectPages(one.page, other.page)).toContain(ann.address)
      await ann.cut()
      await expect
        .poll(() => connectionState(other.page), { timeout: 30_000 })
        .toMatch(/disconnected|failed/)
      await Promise.all([one.close(), other.close()])
    } finally {
      await hub.remove()
    }
  })
})
