import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import type {} from '#renderer/bridge.ts'
import type { Channel } from '#shared/ipc/index.ts'
import {
  type DesktopChoices,
  launchDesktop,
  type RunningDesktop,
} from '#tests/support/desktop/index.ts'
import { type Display, startDisplay } from '#tests/support/display.ts'
import { makeUserFolder } from '#tests/support/ordinaryUser.ts'
import { type StagedApp, stagedApp } from '#tests/support/stagedApp.ts'

/** What the tests of one file share: the staged app, one display and a folder for their profiles. */
export interface Desk {
  readonly app: StagedApp
  readonly profiles: string
  /** How to start the app with the profile of this name; two with one name share it. */
  choices(profile: string, more?: Partial<DesktopChoices>): DesktopChoices
  /** Starts it; what is still open at the end of the file is ended then. */
  open(profile: string, more?: Partial<DesktopChoices>): Promise<RunningDesktop>
}

/** Sets the desk for the tests of a file: call it once, at the top. */
export function setDesk(give: () => Promise<StagedApp> = stagedApp): Desk {
  const profiles = makeUserFolder('subrosa-security-')
  const opened: RunningDesktop[] = []
  let app: StagedApp | null = null
  let display: Display | null = null
  beforeAll(async () => {
    app = await give()
    display = await startDisplay()
  })
  afterAll(async () => {
    for (const desktop of opened) await desktop.kill()
    await display?.stop()
    rmSync(profiles, { recursive: true, force: true })
  })
  const staged = () => {
    if (app === null) throw new Error('The app is staged before the first test runs')
    return app
  }
  const choices = (profile: string, more: Partial<DesktopChoices> = {}): DesktopChoices => ({
    executable: staged().executable,
    display: display?.name ?? '',
    profileDir: join(profiles, profile),
    ...more,
  })
  return {
    get app() {
      return staged()
    },
    profiles,
    choices,
    async open(profile, more) {
      const desktop = await launchDesktop(choices(profile, more))
      opened.push(desktop)
      return desktop
    },
  }
}

/** Asks the desktop over the page's own bridge, past the page's own checks. */
export function ask(page: Page, channel: Channel, argument: unknown): Promise<unknown> {
  return page.evaluate(([name, given]) => window.subrosa?.[name](given), [
    channel,
    argument,
  ] as const)
}
