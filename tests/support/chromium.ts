import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { browserFlags } from './browserFlags.ts'
import type { Namespace } from './namespace/index.ts'
import { asOrdinaryUser, ensureUserFolder, makeUserFolder } from './ordinaryUser.ts'
import { makeHome, writeWrapper } from './userSpace.ts'

const installed = '/usr/bin/chromium'

/** How to start Debian's Chromium. */
export interface ChromiumChoices {
  /** Where the profile lives. It stays after closing, and its `.home` beside it. */
  readonly profileDir: string
  /** The display to show windows on, such as ":7"; without one Chromium is headless. */
  readonly display?: string | undefined
  /** The network to start in; without one, this process's own. */
  readonly namespace?: Namespace | undefined
  readonly args?: readonly string[]
}

export interface RunningChromium {
  readonly context: BrowserContext
  /** The page that is open from the start, blank. */
  readonly page: Page
  close(): Promise<void>
}

/**
 * Starts Debian's Chromium with a lasting profile, as an ordinary user and with its sandbox on, in
 * `namespace` if given. Playwright speaks to it over two pipes, which reach into any namespace.
 */
export async function launchChromium(choices: ChromiumChoices): Promise<RunningChromium> {
  const { profileDir, display, namespace, args = [] } = choices
  ensureUserFolder(profileDir)
  const env = makeHome(`${profileDir}.home`, display)
  const scratch = makeUserFolder('subrosa-chromium-')
  const wrapper = writeWrapper(join(scratch, 'bin'), [
    ...(namespace?.enter ?? []),
    ...asOrdinaryUser(),
    installed,
  ])
  const tidy = () => rmSync(scratch, { recursive: true, force: true })
  try {
    const context = await chromium.launchPersistentContext(profileDir, {
      executablePath: wrapper,
      headless: display === undefined,
      chromiumSandbox: true,
      args: [...browserFlags, ...args],
      env,
    })
    context.on('close', tidy)
    const page = context.pages()[0] ?? (await context.newPage())
    return { context, page, close: () => context.close() }
  } catch (error) {
    tidy()
    throw error
  }
}
