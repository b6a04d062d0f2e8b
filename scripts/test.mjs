import { join } from 'node:path'
import { ensureDebian, toRun, toTest } from './lib/debian.mjs'
import { ensurePackages } from './lib/packages.mjs'
import { root } from './lib/paths.mjs'
import { run, say } from './lib/run.mjs'

// Everything a bare machine needs, then the checks, then the tests in two parts: those that need
// no desktop, and those that start the real app. The last line is for machines to read.
const started = Date.now()
const since = () => `${Math.round((Date.now() - started) / 1000)} s`

await ensurePackages()
await ensureDebian([...toRun, ...toTest])
const { ensureBuilt } = await import('./lib/build.mjs')
const { stageApp } = await import('./lib/stage.mjs')
const { vitest } = await import('./lib/vitest.mjs')
const stage = await stageApp(await ensureBuilt())
say(`Set up after ${since()} (Electron ${stage.electron}). Now the checks.`)

const totals = { passed: 0, failed: 0 }
const checks = await run(process.execPath, [join(root, 'scripts', 'check.mjs')], { cwd: root })
process.stdout.write(checks.stdout + checks.stderr)
const counted = /(\d+) passed, (\d+) failed/.exec(checks.stdout.trim().split('\n').at(-1) ?? '')
totals.passed += Number(counted?.[1] ?? 0)
totals.failed += counted ? Number(counted[2]) : 1

for (const [name, config] of [
  ['the tests without a desktop', 'tests/vitest.config.ts'],
  ['the tests with the real app', 'tests/e2e/vitest.config.ts'],
]) {
  say(`After ${since()}: ${name}.`)
  const { passed, failed } = await vitest(config)
  totals.passed += passed
  totals.failed += failed
}

say(`Done after ${since()}.`)
say(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)
