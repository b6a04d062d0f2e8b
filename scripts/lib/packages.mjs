import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { mustRun, say } from './run.mjs'

/** Installs the npm packages of the lockfile when they are not the ones already there. */
export async function ensurePackages() {
  const stamp = join(root, 'node_modules', '.subrosa-lockfile')
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing the npm packages of the lockfile (about a minute)…')
  await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
  })
  writeFileSync(stamp, wanted)
}
