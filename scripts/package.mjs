import { ensurePackages } from './lib/packages.mjs'
import { say } from './lib/run.mjs'

await ensurePackages()
const { packageApp } = await import('./lib/package.mjs')
const { executable, electron } = await packageApp()
say(`Packaged with Electron ${electron}: ${executable}`)
