import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { browserFlags } from '../browserFlags.ts'
import type { Namespace } from '../namespace/index.ts'
import { ensureUserFolder } from '../ordinaryUser.ts'
import { makeHome } from '../userSpace.ts'
import { makeStartCommand } from './startCommand.ts'

/** How to start the desktop app. */
export interface DesktopChoices {
  /** The Electron binary with the app in `resources/app` beside it. */
  readonly executable: string
  /** Where the app keeps its data: given to it as SUBROSA_PROFILE. It stays after closing. */
  readonly profileDir: string
  /** The display to show windows on, such as ":7". */
  readonly display: string
  readonly args?: readonly string[]
  /** Added to a small environment of its own; this process's environment does not go along. */
  readonly env?: Readonly<Record<string, string>>
  /** The network to start in; without one, this process's own. */
  readonly namespace?: Namespace | undefined
}

export interface RunningDesktop {
  readonly app: ElectronApplication
  /** The first window. */
  readonly page: Page
  /** The process id of Electron's main process itself, not of what started it. */
  readonly pid: number
  /** Everything else the app writes: its home, beside the profile. */
  readonly homeDir: string
  /** Ends all its processes at once, as a power cut would, and waits until they are gone. */
  kill(): Promise<void>
}

/**
 * Starts the desktop app under Playwright as an ordinary user, sandbox on, and waits for its first
 * window. Close it with `app.close()`. Throws with Electron's own output when it does not start.
 */
export async function launchDesktop(choices: DesktopChoices): Promise<RunningDesktop> {
  const { executable, args = [], namespace } = choices
  const { homeDir, env } = prepareDesktop(choices)
  const start = await makeStartCommand(executable, namespace)
  try {
    const app = await _electron.launch({
      executablePath: start.executable,
      chromiumSandbox: true,
      args: [...browserFlags, ...args],
      env,
    })
    const started = app.process()
    const ended = started.exitCode === null ? once(started, 'close') : Promise.resolve()
    void ended.then(start.tidy)
    const kill = async () => {
      killGroup(started.pid)
      await ended
    }
    try {
      const page = await app.firstWindow()
      return { app, page, pid: await app.evaluate(() => process.pid), homeDir, kill }
    } catch (error) {
      await kill()
      throw error
    }
  } catch (error) {
    start.tidy()
    throw error
  }
}

/** Makes the folders the app needs and the environment to start it with. */
export function prepareDesktop(choices: DesktopChoices) {
  const { executable, profileDir, display, env = {} } = choices
  // Playwright leaves rejections unhandled when there is nothing to start.
  accessSync(executable, constants.X_OK)
  ensureUserFolder(profileDir)
  const homeDir = `${profileDir}.home`
  const home = makeHome(homeDir, display)
  return { homeDir, env: { ...home, SUBROSA_PROFILE: profileDir, ...env } }
}

/** Playwright makes what it starts the leader of a process group; Electron's processes stay in it. */
function killGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody is left in the group.
  }
}
