import { join } from 'node:path'
import { ensureDebian } from './lib/debian.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { artifacts, dist, root } from './lib/paths.mjs'
import { run, say, stop } from './lib/run.mjs'

// A benchmark, not a test: a missed target is a line in the table, and only a benchmark that could
// not be run to its end fails. Rows may be named to run only these, for example `npm run bench seal`.
await ensurePackages()
await ensureDebian(['chromium', 'iproute2', 'fonts-dejavu'])
say('Bundling the benchmark…')
await bundle('runner')
await bundle('page')
const { code } = await run(
  process.execPath,
  [join(dist, 'bench', 'runner', 'run.mjs'), root, artifacts, ...process.argv.slice(2)],
  { cwd: root, show: true },
)
process.exit(code)

async function bundle(mode) {
  const bin = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const config = join('tests', 'bench', 'vite.config.ts')
  const result = await run(
    process.execPath,
    [bin, 'build', '--config', config, '--logLevel', 'warn', '--mode', mode],
    // Without it React and its parts build what is for development.
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (result.code !== 0) stop(`The benchmark's ${mode} could not be bundled:\n${result.stderr}`)
}
