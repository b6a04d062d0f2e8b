import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureDebian, toRun } from './lib/debian.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { artifacts, dist, hasDisplay, isRoot, root } from './lib/paths.mjs'

// Three desktops and one relay, from founding to locked and opened again. What happens in the
// windows is told in tests/demo; here only what it needs is brought together.
await ensurePackages()
await ensureDebian(isRoot ? [...toRun, 'iproute2'] : toRun)
const { vite } = await import('./lib/build.mjs')
const { stageApp } = await import('./lib/stage.mjs')
const stage = await stageApp()
await vite('tests/demo/vite.config.ts')

const display = hasDisplay ? process.env.DISPLAY : undefined
const child = spawn(
  process.execPath,
  [
    join(dist, 'tools', 'demo.mjs'),
    ...['--executable', stage.executable],
    ...['--electron', stage.electron],
    ...['--relay', join(stage.folder, 'resources', 'app', 'main', 'relay.cjs')],
    ...['--artifacts', join(artifacts, 'demo')],
    ...(display ? ['--display', display] : []),
  ],
  { cwd: root, stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
process.exitCode = await new Promise((done) => child.on('close', (code) => done(code ?? 1)))
