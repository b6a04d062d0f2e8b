import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { webPreferences } from '#main/desktop/webPreferences.ts'
import { openWindow } from '#main/desktop/window.ts'

interface Options {
  readonly show: boolean
  readonly webPreferences: Readonly<Record<string, unknown>>
}

const { made } = vi.hoisted(() => ({ made: [] as { options: Options; steps: string[] }[] }))

vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  class BrowserWindow extends Emitter {
    readonly steps: string[] = []
    constructor(options: Options) {
      super()
      made.push({ options, steps: this.steps })
    }
    setContentProtection(on: boolean): void {
      this.steps.push(`protection ${on}`)
    }
    show(): void {
      this.steps.push('show')
    }
    async loadURL(url: string): Promise<void> {
      this.steps.push(url)
      this.emit('ready-to-show')
    }
  }
  return { BrowserWindow }
})

beforeEach(() => void made.splice(0))
afterEach(() => vi.unstubAllGlobals())

function open(release: boolean) {
  vi.stubGlobal('__RELEASE__', release)
  const window: unknown = openWindow('Subrosa', '/app/preload.cjs')
  const [first] = made
  if (first === undefined || !(window instanceof EventEmitter))
    throw new Error('No window was made')
  return { window, ...first }
}

test('A window is protected from capture before it is shown, and shown when there is something', () => {
  const { options, steps } = open(true)
  expect(options.show).toBe(false)
  expect(steps).toEqual(['protection true', 'app://subrosa/', 'show'])
})

test('A window has the one set of web preferences, and tools for developers only before a release', () => {
  const preferences = { ...webPreferences, preload: '/app/preload.cjs' }
  expect(open(true).options.webPreferences).toEqual({ ...preferences, devTools: false })
  made.splice(0)
  expect(open(false).options.webPreferences).toEqual({ ...preferences, devTools: true })
})

test("A window's title never follows the page's", () => {
  const { window } = open(true)
  let stopped = false
  window.emit('page-title-updated', { preventDefault: () => (stopped = true) })
  expect(stopped).toBe(true)
})
