import { ensurePackages } from './lib/packages.mjs'
import { say } from './lib/run.mjs'

await ensurePackages()
const { ensureBuilt } = await import('./lib/build.mjs')
await ensureBuilt()
say('Built: dist/app')
