import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt, isRelease } from './build.mjs'
import { overlay } from './packageOverlay.mjs'
import { dist, root } from './paths.mjs'
import { mustRun, say, stop } from './run.mjs'
import { findRuntime } from './runtime.mjs'

const output = join(dist, 'package')

/**
 * Packages the app, unpacked, into `dist/package`, unless what lies there was made from the same
 * sources by the same runtime. With SUBROSA_RELEASE=1 it is packaged exactly as
 * electron-builder.yml has it, which needs the Electron named there.
 *
 * @returns {Promise<{ executable: string, folder: string, electron: string }>}
 */
export async function packageApp() {
  const runtime = await findRuntime()
  const release = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
  const shipped = /^electronVersion: (\S+)$/m.exec(release)?.[1]
  if (isRelease && runtime.version !== shipped)
    stop(`A release needs Electron ${shipped}. Found here: ${runtime.version}.`)
  const config = isRelease ? release : overlay(release, runtime)
  return ensureBuilt((builtFrom) => packageBuilt(builtFrom, config, runtime))
}

async function packageBuilt(builtFrom, config, runtime) {
  const folder = join(output, 'linux-unpacked')
  const packaged = { executable: join(folder, 'subrosa'), folder, electron: runtime.version }
  const stamp = join(output, '.packaged-from')
  const wanted = `${builtFrom}\n${config}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return packaged
  say(`Packaging with Electron ${runtime.version}…`)
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const configFile = join(output, 'electron-builder.yml')
  writeFileSync(configFile, config)
  const bin = fileURLToPath(import.meta.resolve('electron-builder/cli.js'))
  const words = ['--linux', 'dir', '--publish', 'never', '--config', configFile]
  await mustRun(process.execPath, [bin, ...words], { cwd: root })
  writeFileSync(stamp, wanted)
  return packaged
}
