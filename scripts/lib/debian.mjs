import { existsSync } from 'node:fs'
import { isRoot } from './paths.mjs'
import { mustRun, run, say, stop } from './run.mjs'

/** What a bare Debian lacks to show the app's window. */
export const toRun = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'fonts-dejavu',
]

/** What the tests need besides. */
export const toTest = ['chromium', 'dbus', 'gnome-keyring', 'iproute2', 'procps']

/**
 * Installs missing Debian packages when that is allowed here; otherwise ends with the one command
 * that a person should run. On other systems it does nothing: there the display libraries come
 * with the desktop.
 */
export async function ensureDebian(names) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return
  const missing = []
  for (const name of names) if (!(await isInstalled(name))) missing.push(name)
  if (missing.length === 0) return
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (!isRoot) stop(`These Debian packages are missing. Please run: sudo ${command}`)
  say(`Installing Debian packages: ${missing.join(', ')}…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await mustRun('apt-get', ['update', '-q'], { env })
  await mustRun('apt-get', command.split(' ').slice(1), { env })
}

async function isInstalled(name) {
  const query = await run('dpkg-query', ['-W', '-f', '${db:Status-Status}', name])
  return query.code === 0 && query.stdout === 'installed'
}
