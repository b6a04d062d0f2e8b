import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { alone } from './lock.mjs'
import { appDir, dist, root } from './paths.mjs'
import { run, say, stop } from './run.mjs'
import { fingerprint } from './sources.mjs'

const sources = ['shared', 'crypto', 'main', 'renderer', 'package-lock.json', 'package.json']

/** True when what is built is meant for people: it then refuses an Electron that is out of date. */
export const isRelease = process.env.SUBROSA_RELEASE === '1'

/**
 * Builds the desktop app into `dist/app`, when stale, and returns what it was built from. With
 * `use`, that is called before anybody may build again, and its result is returned instead.
 */
export function ensureBuilt(use = (builtFrom) => builtFrom) {
  return alone(join(dist, '.lock'), async () => use(await build()))
}

async function build() {
  const wanted = `${isRelease ? 'release-' : ''}${fingerprint(sources)}`
  const stamp = join(dist, '.built-from')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return wanted
  say('Building the app…')
  rmSync(stamp, { force: true })
  await vite('main/vite.config.ts')
  await vite('main/vite.config.ts', ['--mode', 'preload'])
  await vite('renderer/vite.config.ts')
  copyProductionPackages()
  writeFileSync(join(appDir, 'package.json'), `${JSON.stringify(appPackage(), null, 2)}\n`)
  writeFileSync(stamp, wanted)
  return wanted
}

/** Runs one Vite build; ends the program with its output when it fails. */
export async function vite(config, extra = []) {
  const bin = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const result = await run(
    process.execPath,
    [bin, 'build', '--config', config, '--logLevel', 'warn', ...extra],
    // Tests set NODE_ENV to "test", for which React and its parts build something else.
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (result.code !== 0) stop(`The build of ${config} failed:\n${result.stdout}${result.stderr}`)
}

/** The app's own package file: its name, where it starts, and the packages that lie beside it. */
function appPackage() {
  const { version, description, license, dependencies } = readJson('package.json')
  return {
    name: 'subrosa',
    productName: 'Subrosa',
    version,
    description,
    license,
    main: 'main/index.cjs',
    dependencies,
  }
}

/** The relay's embedded store has a native part, which stays a package: it and what it needs. */
function copyProductionPackages() {
  rmSync(join(appDir, 'node_modules'), { recursive: true, force: true })
  for (const [path, entry] of Object.entries(readJson('package-lock.json').packages)) {
    if (!path.startsWith('node_modules/') || entry.dev || entry.devOptional) continue
    mkdirSync(dirname(join(appDir, path)), { recursive: true })
    cpSync(join(root, path), join(appDir, path), { recursive: true })
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}
