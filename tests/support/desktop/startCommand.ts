import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Namespace } from '../namespace/index.ts'
import { asOrdinaryUser, makeUserFolder } from '../ordinaryUser.ts'
import { writeWrapper } from '../userSpace.ts'
import { carryPort } from './carryPort.ts'
import { launcherSource } from './launcherSource.ts'

/** One executable for Playwright to start, and what to clear away when it has ended. */
export interface StartCommand {
  readonly executable: string
  tidy(): void
}

/** Makes the command that starts `executable` as an ordinary user, in `namespace` if given. */
export async function makeStartCommand(
  executable: string,
  namespace: Namespace | undefined,
): Promise<StartCommand> {
  const scratch = makeUserFolder('subrosa-desktop-')
  const launcher = join(scratch, 'launcher.cjs')
  writeFileSync(launcher, launcherSource)
  const carriers = [
    await carryPort(join(scratch, 'Debugger')),
    await carryPort(join(scratch, 'DevTools')),
  ]
  const wrapper = writeWrapper(join(scratch, 'bin'), [
    ...(namespace?.enter ?? []),
    process.execPath,
    launcher,
    scratch,
    ...carriers.map((carrier) => String(carrier.port)),
    ...asOrdinaryUser(),
    executable,
  ])
  const tidy = () => {
    for (const carrier of carriers) carrier.close()
    rmSync(scratch, { recursive: true, force: true })
  }
  return { executable: wrapper, tidy }
}
