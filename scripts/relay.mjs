import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './lib/build.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { appDir } from './lib/paths.mjs'

await ensurePackages()
await ensureBuilt()
const child = spawn(
  process.execPath,
  [join(appDir, 'main', 'relay.cjs'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
)
// SIGUSR2 asks for a backup; Windows has none.
const signals = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  ...(process.platform === 'win32' ? [] : ['SIGUSR2']),
]
for (const signal of signals) process.on(signal, () => child.kill(signal))
child.on('close', (code) => process.exit(code ?? 1))
