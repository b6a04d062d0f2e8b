import { beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '#main/desktop/protocol/policy.ts'
import { isSupportedRuntime, windowTitle } from '#main/desktop/runtime.ts'
import { channels } from '#shared/ipc/index.ts'
import { defaultRelayUrl } from '#shared/relayAddress.ts'
import type { RunningDesktop } from '#tests/support/desktop/index.ts'
import { isRoot, ordinaryId } from '#tests/support/ordinaryUser.ts'
import { status } from '#tests/support-tests/processes.ts'
import { setDesk } from './desk.ts'

// The rows of the handbook's checklist that need a real Electron. One window serves them all: each
// test leaves it as it found it, and the last one proves that it is still there.

const desk = setDesk()
let desktop: RunningDesktop
beforeAll(async () => {
  desktop = await desk.open('guarded')
})

/** Asks Electron's main process for a page of our own, as the window does. */
function request(url: string, method = 'GET') {
  return desktop.app.evaluate(
    async ({ net }, asked) => {
      const response = await net.fetch(asked.url, { method: asked.method })
      return {
        status: response.status,
        policy: response.headers.get('content-security-policy'),
        type: response.headers.get('content-type'),
        text: await response.text(),
      }
    },
    { url, method },
  )
}

describe('The page', () => {
  test('has nothing of Node or Electron', async () => {
    const types = await desktop.page.evaluate(() =>
      ['process', 'require', 'module', 'exports', 'global', 'Buffer', '__dirname', 'electron'].map(
        (name) => typeof Reflect.get(window, name),
      ),
    )
    expect(new Set(types)).toEqual(new Set(['undefined']))
  })

  test('has a bridge of exactly the contract, made of functions that it cannot replace', async () => {
    const bridge = await desktop.page.evaluate(() => {
      const given: object = window.subrosa ?? {}
      const types = Object.values(given).map((value) => typeof value)
      try {
        Object.assign(given, { appInfo: () => 'mine' })
      } catch {
        // It may also refuse out loud.
      }
      const kept = !String(Reflect.get(given, 'appInfo')).includes('mine')
      return { keys: Reflect.ownKeys(given).map(String), types, kept }
    })
    expect(bridge.keys.sort()).toEqual([...channels].sort())
    expect(new Set(bridge.types)).toEqual(new Set(['function']))
    expect(bridge.kept).toBe(true)
  })

  test('runs under the one set of web preferences', async () => {
    const running = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      // Electron has this method in every version, and in its types in none.
      const ask: unknown = Reflect.get(contents ?? {}, 'getLastWebPreferences')
      const given: unknown = typeof ask === 'function' ? Reflect.apply(ask, contents, []) : null
      return { ...(given as object), backgroundThrottling: contents?.getBackgroundThrottling() }
    })
    // It tells of the ones that matter most and not of all.
    expect(running).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      backgroundThrottling: false,
    })
  })

  test('comes with the policy, and so does a refusal', async () => {
    const policy = contentSecurityPolicy(defaultRelayUrl)
    expect(await request('app://subrosa/')).toMatchObject({
      status: 200,
      policy,
      type: 'text/html; charset=utf-8',
    })
    for (const path of ['none.html', '..%2fmain%2findex.js', '../package.json', 'package.json'])
      expect(await request(`app://subrosa/${path}`)).toMatchObject({
        status: 404,
        policy,
        text: 'Not found',
      })
    expect(await request('app://subrosa/', 'POST')).toMatchObject({ status: 404, policy })
  })

  test('loads without breaking its policy, and what breaks it is seen', async () => {
    const { page } = desktop
    await page.addInitScript(() => {
      const broken: string[] = []
      Reflect.set(window, 'broken', broken)
      document.addEventListener('securitypolicyviolation', (event) =>
        broken.push(`${event.effectiveDirective} ${event.blockedURI}`),
      )
    })
    await page.reload()
    await page.locator('#page > *').first().waitFor()
    const broken = () => page.evaluate(() => Reflect.get(window, 'broken') as string[])
    expect(await broken()).toEqual([])
    await page.evaluate(() => {
      const script = document.createElement('script')
      try {
        script.text = 'window.ran = 1'
      } catch {
        // Trusted Types take no text for a script.
      }
      const style = document.createElement('style')
      style.textContent = 'body { color: red }'
      document.head.append(script, style)
    })
    await expect
      .poll(broken)
      .toEqual(
        expect.arrayContaining([
          'require-trusted-types-for trusted-types-sink',
          'style-src-elem inline',
        ]),
      )
    expect(await page.evaluate(() => typeof Reflect.get(window, 'ran'))).toBe('undefined')
    await page.reload()
  })
})

describe('The processes', () => {
  test('of the page are sandboxed, as an ordinary user', async () => {
    const renderer = await desktop.app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    )
    expect(status(renderer, 'Seccomp')).toBe('2')
    expect(status(renderer, 'NoNewPrivs')).toBe('1')
    const user = isRoot() ? ordinaryId : process.getuid?.()
    expect(status(renderer, 'Uid').split('\t')[0]).toBe(String(user))
  })

  test('send no crash reports and look up no words', async () => {
    const found = await desktop.app.evaluate(({ crashReporter, session }) => {
      let uploads = true
      try {
        uploads = crashReporter.getUploadToServer()
      } catch {
        // It was never started.
        uploads = false
      }
      return { uploads, spelling: session.defaultSession.isSpellCheckerEnabled() }
    })
    expect(found).toEqual({ uploads: false, spelling: false })
  })
})

describe('The window', () => {
  const title = () =>
    desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())

  test('warns in its title of an Electron that is out of date, and never shows content there', async () => {
    const { electron } = desk.app
    expect(await title()).toBe(windowTitle(electron))
    if (!isSupportedRuntime(electron)) expect(await title()).toContain(`Electron ${electron}`)
    await desktop.page.evaluate(() => (document.title = 'what we talked about'))
    await desktop.page.waitForTimeout(200)
    expect(await title()).toBe(windowTitle(electron))
  })

  test('has no menu', async () => {
    expect(await desktop.app.evaluate(({ Menu }) => Menu.getApplicationMenu() === null)).toBe(true)
  })

  test('goes on working while it is hidden', async () => {
    const setShown = (shown: boolean) =>
      desktop.app.evaluate(({ BrowserWindow }, wanted) => {
        const window = BrowserWindow.getAllWindows()[0]
        if (wanted) window?.show()
        else window?.hide()
        return window?.isVisible()
      }, shown)
    expect(await setShown(false)).toBe(false)
    // Playwright shows every page as visible; that it is without, the preference above decides.
    const state = await desktop.page.evaluate(async () => {
      for (let frame = 0; frame < 10; frame += 1)
        await new Promise((done) => requestAnimationFrame(done))
      return document.visibilityState
    })
    expect(state).toBe('visible')
    expect(await setShown(true)).toBe(true)
  })

  test('is still the only one, with our page in it', async () => {
    const urls = await desktop.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => contents.getURL()),
    )
    expect(urls).toHaveLength(1)
    expect(urls[0]).toMatch(/^app:\/\/subrosa\//)
  })
})
