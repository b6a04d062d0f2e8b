import type { Page } from 'playwright'
import { type ChromiumBridgeChoices, openInChromium } from '../chromiumBridge/index.ts'
import { launchDesktop } from '../desktop/index.ts'
import type { MemberNamespace } from '../namespace/index.ts'
import { patience } from './patience.ts'

/** Which engine shows the page: the desktop's own, or Debian's Chromium before a bridge. */
export type Engine = 'electron' | 'chromium'

/** One person's computer: a profile that stays, and a window that comes and goes. */
export interface Computer {
  readonly name: string
  readonly profileDir: string
  /** Its cable, where namespaces are allowed. */
  readonly namespace: MemberNamespace | undefined
  /** Uncaught errors of its pages. */
  readonly errors: readonly string[]
  /** The window that is open now. */
  page(): Page
  /** Starts the app, which then stands at the door. */
  start(): Promise<Page>
  /** Closes the app in order. */
  close(): Promise<void>
  /** Ends the app at once, as a power cut would (Chromium is closed in order). */
  kill(): Promise<void>
}

type Start = ChromiumBridgeChoices & { readonly namespace?: MemberNamespace | undefined }

interface Running {
  readonly page: Page
  close(): Promise<void>
  kill(): Promise<void>
}

/** Describes a computer; nothing runs until it is started. */
export function createComputer(name: string, engine: Engine, choices: Start): Computer {
  const errors: string[] = []
  let running: Running | null = null

  async function start(): Promise<Page> {
    running = engine === 'electron' ? await startElectron(choices) : await startChromium(choices)
    const { page } = running
    page.setDefaultTimeout(patience)
    page.on('pageerror', (error) => errors.push(`${name}: ${error.stack ?? error.message}`))
    return page
  }

  async function stop(how: 'close' | 'kill'): Promise<void> {
    const old = running
    running = null
    await old?.[how]()
  }

  return {
    name,
    profileDir: choices.profileDir,
    namespace: choices.namespace,
    errors,
    page() {
      if (running === null) throw new Error(`The app of ${name} is not open`)
      return running.page
    },
    start,
    close: () => stop('close'),
    kill: () => stop('kill'),
  }
}

async function startElectron(choices: Start): Promise<Running> {
  const { app, relayUrl } = choices
  const args = ['--relay', relayUrl]
  const desktop = await launchDesktop({ ...choices, executable: app.executable, args })
  return { page: desktop.page, kill: desktop.kill, close: () => desktop.app.close() }
}

async function startChromium(choices: Start): Promise<Running> {
  const { page, close } = await openInChromium(choices)
  return { page, close, kill: close }
}
