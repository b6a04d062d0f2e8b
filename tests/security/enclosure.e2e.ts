import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channels } from '#shared/ipc/index.ts'
import type { RunningDesktop } from '#tests/support/desktop/index.ts'
import { ask, setDesk } from './desk.ts'

// What a page that somebody took over still cannot do: leave, open, embed, fetch, ask for more.

const desk = setDesk()
const refused = { ok: false, failure: { code: 'bridge-refused', detail: 'sender' } }
let desktop: RunningDesktop
beforeAll(async () => {
  // Without a camera there would be nothing to deny.
  desktop = await desk.open('enclosed', { args: ['--use-fake-device-for-media-stream'] })
})

describe('Nothing leads out of the page', () => {
  const windows = () =>
    desktop.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)

  test('no new window', async () => {
    const opened = await desktop.page.evaluate(() =>
      ['app://subrosa/', 'about:blank', 'https://127.0.0.1:9/', ''].map(
        (url) => window.open(url) === null,
      ),
    )
    expect(opened).toEqual([true, true, true, true])
    await desktop.page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'app://subrosa/'
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.remove()
    })
    expect(await windows()).toBe(1)
  })

  test.each([
    'https://127.0.0.1:9/',
    'http://subrosa/',
    'app://evil/',
    'app://subrosa.evil/',
    'app://subrosa@evil/',
    'file:///etc/passwd',
    'data:text/html,<title>out</title>',
    'blob:app://subrosa/0f0e',
    'mailto:ann@evil.example',
    'javascript:window.ran=1',
  ])('no way to %s', async (url) => {
    const { page } = desktop
    await page.evaluate(() => Reflect.set(window, 'stayed', true))
    for (const way of ['location', 'link', 'form'] as const) {
      await page.evaluate(
        ([address, by]) => {
          if (by === 'location') {
            try {
              window.location.href = address
            } catch {
              // Trusted Types refuse a script as an address.
            }
            return
          }
          const element = document.createElement(by === 'link' ? 'a' : 'form')
          if (element instanceof HTMLAnchorElement) element.href = address
          else element.action = address
          document.body.append(element)
          if (element instanceof HTMLFormElement) element.submit()
          else element.click()
          element.remove()
        },
        [url, way] as const,
      )
      // Long enough for a step that is allowed to have begun.
      await page.waitForTimeout(100)
    }
    expect(page.url()).toMatch(/^app:\/\/subrosa\//)
    expect(await page.evaluate(() => Reflect.get(window, 'stayed') === true)).toBe(true)
    expect(await page.evaluate(() => typeof Reflect.get(window, 'ran'))).toBe('undefined')
  })

  test('and about:blank, which no Electron asks about, has no use of the bridge', async () => {
    const { page } = desktop
    await page.evaluate(() => (window.location.href = 'about:blank'))
    await page.waitForURL('about:blank')
    for (const channel of channels)
      expect((await ask(page, channel, null)) ?? refused).toEqual(refused)
    await page.goto('app://subrosa/')
    expect(await ask(page, 'vaultRead', null)).toEqual({ ok: true, value: null })
  })

  test('no embedded view', async () => {
    const method = await desktop.page.evaluate(() => {
      const view = document.createElement('webview')
      view.setAttribute('src', 'app://subrosa/')
      document.body.append(view)
      const found = typeof Reflect.get(view, 'loadURL')
      view.remove()
      return found
    })
    expect(method).toBe('undefined')
    expect(await windows()).toBe(1)
  })

  test('no frame with a bridge, and no frame with an address at all', async () => {
    const { page } = desktop
    const { bridges, held } = await page.evaluate(async () => {
      const found: string[] = []
      const stopped: string[] = []
      const stop = (event: SecurityPolicyViolationEvent) => stopped.push(event.effectiveDirective)
      document.addEventListener('securitypolicyviolation', stop)
      for (const src of ['', 'about:blank', 'app://subrosa/', 'https://127.0.0.1:9/']) {
        const frame = document.createElement('iframe')
        if (src !== '') frame.src = src
        document.body.append(frame)
        await new Promise((done) => setTimeout(done, 200))
        const inside = frame.contentWindow
        try {
          found.push(inside === null ? 'none' : typeof inside.subrosa)
        } catch {
          // A frame that was blocked shows an error page of another origin.
          found.push('undefined')
        }
        frame.remove()
      }
      document.removeEventListener('securitypolicyviolation', stop)
      return { bridges: found, held: stopped }
    })
    expect(bridges).toEqual(['undefined', 'undefined', 'undefined', 'undefined'])
    expect(held).toEqual(['frame-src', 'frame-src'])
  })
})

describe('Nothing leads out to the network', () => {
  const asked: string[] = []
  const server = createServer((incoming, response) => {
    asked.push(incoming.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end('reached')
  })
  server.on('upgrade', (incoming, socket) => {
    asked.push(incoming.url ?? '')
    socket.destroy()
  })
  let place = ''
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('A TCP server has a port')
    place = `127.0.0.1:${address.port}`
  })
  afterAll(() => void server.close())

  test('not from the page, by any of its ways', async () => {
    const { reached, held } = await desktop.page.evaluate(async (host) => {
      const went: string[] = []
      const stopped = new Set<string>()
      const stop = (event: SecurityPolicyViolationEvent) =>
        stopped.add(new URL(event.blockedURI).pathname)
      document.addEventListener('securitypolicyviolation', stop)
      const note = (way: string) => () => went.push(way)
      await fetch(`http://${host}/fetch`).then(note('fetch'), () => undefined)
      await fetch(`http://${host}/opaque`, { mode: 'no-cors' }).then(
        note('opaque'),
        () => undefined,
      )
      navigator.sendBeacon(`http://${host}/beacon`)
      const image = new Image()
      image.src = `http://${host}/image`
      const source = new EventSource(`http://${host}/events`)
      const socket = new WebSocket(`ws://${host}/socket`)
      const link = document.createElement('link')
      link.rel = 'prefetch'
      link.href = `http://${host}/prefetch`
      document.head.append(link)
      for (const one of [image, source, socket]) {
        one.addEventListener('load', note('load'))
        one.addEventListener('open', note('open'))
      }
      await new Promise((done) => setTimeout(done, 500))
      source.close()
      link.remove()
      document.removeEventListener('securitypolicyviolation', stop)
      return { reached: went, held: [...stopped] }
    }, place)
    expect(reached).toEqual([])
    expect(asked).toEqual([])
    // Each was stopped by the policy already, before the fence behind it.
    expect(held).toEqual(
      expect.arrayContaining(['/fetch', '/opaque', '/beacon', '/image', '/events', '/socket']),
    )
  })

  test('not past the policy either: the second fence cancels what main itself would fetch', async () => {
    const outcome = await desktop.app.evaluate(
      ({ net }, host) =>
        net.fetch(`http://${host}/main`).then(
          () => 'reached',
          (problem: unknown) => String(problem),
        ),
      place,
    )
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT')
    expect(asked).toEqual([])
  })

  test('and the place that was not reached does answer', async () => {
    expect(await (await fetch(`http://${place}/control`)).text()).toBe('reached')
    expect(asked).toEqual(['/control'])
  })
})

describe('Permissions', () => {
  test('are denied when the page asks what it has', async () => {
    const states = await desktop.page.evaluate(async () => {
      const names = [
        ...['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'],
        ...['background-sync', 'idle-detection', 'window-management', 'storage-access'],
      ]
      const found: [string, string][] = []
      for (const name of names) {
        // A browser may not know a name; then it says so, and there is nothing to deny.
        const state = await navigator.permissions
          .query({ name: name as PermissionName })
          .then((permission) => permission.state as string)
          .catch(() => 'unknown')
        found.push([name, state])
      }
      return found
    })
    expect(states.filter(([, state]) => state === 'granted')).toEqual([])
    const known = states.filter(([, state]) => state !== 'unknown').map(([name]) => name)
    expect(known).toEqual(expect.arrayContaining(['geolocation', 'notifications', 'midi']))
  })

  test('are denied when the page asks for them', async () => {
    const outcomes = await desktop.page.evaluate(async () => {
      const outcome = (asking: Promise<unknown>) =>
        Promise.race([
          asking.then(
            (value) => (typeof value === 'string' ? value : 'granted'),
            (problem: unknown) =>
              problem instanceof DOMException ? problem.name : String(problem),
          ),
          new Promise<string>((done) => setTimeout(() => done('no answer'), 5000)),
        ])
      // Electron leaves this one without an answer when it is denied.
      document.body.requestFullscreen().catch(() => undefined)
      const place = new Promise((found, failed) =>
        navigator.geolocation.getCurrentPosition(found, (problem) =>
          failed(new DOMException('', problem.code === 1 ? 'NotAllowedError' : 'reached')),
        ),
      )
      return {
        geolocation: await outcome(place),
        notifications: await outcome(Notification.requestPermission()),
        media: await outcome(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
        display: await outcome(navigator.mediaDevices.getDisplayMedia()),
        midi: await outcome(navigator.requestMIDIAccess({ sysex: true })),
        clipboardRead: await outcome(navigator.clipboard.readText()),
        pointerLock: await outcome(
          new Promise((done) => {
            document.addEventListener('pointerlockchange', () => done('granted'), { once: true })
            document.addEventListener('pointerlockerror', () => done('denied'), { once: true })
            Promise.resolve(document.body.requestPointerLock()).catch(() => undefined)
          }),
        ),
        fullscreen: document.fullscreenElement === null ? 'denied' : 'granted',
      }
    })
    expect(outcomes).toMatchObject({
      geolocation: 'NotAllowedError',
      notifications: 'denied',
      media: 'NotAllowedError',
      clipboardRead: 'NotAllowedError',
      pointerLock: 'denied',
    })
    expect(Object.values(outcomes)).not.toContain('granted')
  })

  test('are given for copying a code', async () => {
    const { page, app } = desktop
    const state = await page.evaluate(async () => {
      const name = 'clipboard-write' as PermissionName
      return (await navigator.permissions.query({ name })).state
    })
    expect(state).toBe('granted')
    await page.mouse.click(5, 5)
    await page.evaluate(() => navigator.clipboard.writeText('rose'))
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('rose')
  })
})
