import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { appDir, cache } from './paths.mjs'
import { mustRun } from './run.mjs'
import { findRuntime } from './runtime.mjs'

const kept = 3

/**
 * Builds the app when stale and puts it where Electron looks for it: a copy of the runtime (hard
 * links, so it costs nothing) with the app in `resources/app`, outside folders that only root can
 * enter.
 *
 * @returns {Promise<{ executable: string, folder: string, electron: string }>}
 */
export function stageApp() {
  return ensureBuilt(stage)
}

async function stage(builtFrom) {
  const runtime = await findRuntime()
  const stages = join(cache, 'stages')
  const folder = join(stages, `${runtime.version}-${builtFrom.slice(0, 16)}`)
  const executable = join(folder, 'electron')
  if (!existsSync(executable)) {
    const work = `${folder}.${process.pid}`
    mkdirSync(stages, { recursive: true })
    rmSync(work, { recursive: true, force: true })
    await linkOrCopy(runtime.folder, work)
    for (const name of ['default_app.asar', 'app'])
      rmSync(join(work, 'resources', name), { recursive: true, force: true })
    cpSync(appDir, join(work, 'resources', 'app'), { recursive: true })
    await mustRun('chmod', ['-R', 'a+rX', work])
    rmSync(folder, { recursive: true, force: true })
    renameSync(work, folder)
    forgetOldStages(stages, folder)
  }
  return { executable, folder, electron: runtime.version }
}

async function linkOrCopy(from, to) {
  const sameDisk = statSync(from).dev === statSync(cache).dev
  await mustRun('cp', ['-a', ...(sameDisk ? ['-l'] : []), from, to])
}

function forgetOldStages(stages, current) {
  const old = readdirSync(stages)
    .map((name) => join(stages, name))
    .filter((folder) => folder !== current)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  for (const folder of old.slice(kept)) rmSync(folder, { recursive: true, force: true })
}
