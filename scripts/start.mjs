import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ensureDebian, toRun } from './lib/debian.mjs'
import { asOrdinaryUser, folderForOrdinaryUser } from './lib/ordinaryUser.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { cache, hasDisplay, isRoot } from './lib/paths.mjs'
import { say } from './lib/run.mjs'

await ensurePackages()
await ensureDebian(toRun)
if (!hasDisplay) {
  say('There is no display here, so a virtual one is started and the demonstration is run instead.')
  await import('./demo.mjs')
} else {
  const { ensureBuilt } = await import('./lib/build.mjs')
  const { stageApp } = await import('./lib/stage.mjs')
  const { executable } = await stageApp(await ensureBuilt())
  const given = process.argv.slice(2)
  const profile = process.env.SUBROSA_PROFILE
  if (isRoot && profile === undefined && !given.some((word) => word.startsWith('--profile')))
    given.push('--profile', folderForOrdinaryUser(join(cache, 'profile')))
  const home = isRoot ? join(cache, 'home') : homedir()
  const { command, args } = asOrdinaryUser(executable, given, home)
  const child = spawn(command, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('close', (code) => process.exit(code ?? 1))
}
