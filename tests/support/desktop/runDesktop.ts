import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { browserFlags } from '../browserFlags.ts'
import { asOrdinaryUser } from '../ordinaryUser.ts'
import { type DesktopChoices, prepareDesktop } from './launchDesktop.ts'

/** How a desktop app that was expected to end by itself has ended. */
export interface DesktopEnd {
  /** Its exit code; null when it had to be killed because it was still running. */
  readonly code: number | null
  readonly output: string
}

/**
 * Starts the desktop app without Playwright, which cannot cope with one that ends at once: a second
 * one on a profile in use, or a release on a runtime it refuses. Kills it after `patience` ms.
 */
export async function runDesktop(choices: DesktopChoices, patience = 20_000): Promise<DesktopEnd> {
  const { executable, args = [], namespace } = choices
  const { env } = prepareDesktop(choices)
  const [command = '', ...rest] = [
    ...(namespace?.enter ?? []),
    ...asOrdinaryUser(),
    executable,
    ...browserFlags,
    ...args,
  ]
  const child = spawn(command, rest, {
    detached: true,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patience,
    killSignal: 'SIGKILL',
  })
  const [outputs, [code]] = await Promise.all([
    Promise.all([text(child.stdout), text(child.stderr)]),
    once(child, 'close'),
  ])
  return { code: typeof code === 'number' ? code : null, output: outputs.join('') }
}
