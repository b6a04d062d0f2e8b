import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { guardNavigation } from '#main/desktop/guard/navigation.ts'

/** A page that notes how it is guarded: electron's own emitter with the one method that is used. */
class FakeContents extends EventEmitter {
  opened: unknown = null
  setWindowOpenHandler(handler: (details: unknown) => unknown): void {
    this.opened = handler({ url: 'app://subrosa/' })
  }
  /** Whether a step to `url` is stopped. */
  stops(event: string, url: string): boolean {
    let stopped = false
    this.emit(event, { url, preventDefault: () => (stopped = true) })
    return stopped
  }
}

test('Every page that comes to be may go nowhere, open nothing and embed nothing', () => {
  const app = new EventEmitter()
  // The guard uses nothing of Electron's App but `on`.
  guardNavigation(app as Parameters<typeof guardNavigation>[0])
  const contents = new FakeContents()
  app.emit('web-contents-created', {}, contents)
  expect(contents.opened).toEqual({ action: 'deny' })
  expect(contents.stops('will-attach-webview', 'app://subrosa/')).toBe(true)
  expect(contents.stops('will-redirect', 'app://subrosa/')).toBe(true)
  for (const step of ['will-navigate', 'will-frame-navigate']) {
    expect(contents.stops(step, 'app://subrosa/')).toBe(false)
    for (const url of ['https://evil.example/', 'app://evil/', 'file:///etc/passwd', 'about:blank'])
      expect(contents.stops(step, url)).toBe(true)
  }
})

test('Nothing in main hands an address to the system to open', () => {
  const files = readdirSync('main', { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts'))
  expect(sources.length).toBeGreaterThan(20)
  for (const file of sources)
    expect(readFileSync(join('main', file), 'utf8'), file).not.toMatch(
      /openExternal|openPath|\bshell\b/,
    )
})
