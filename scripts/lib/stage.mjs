import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { appDir, cache } from './paths.mjs'
import { mustRun, run } from './run.mjs'
import { findRuntime } from './runtime.mjs'

/** A stage that nobody has used for so long is forgotten, in milliseconds. */
const keptFor = 24 * 60 * 60 * 1000

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
    for (const name of ['default_app.asar', 'app', 'app-update.yml'])
      rmSync(join(work, 'resources', name), { recursive: true, force: true })
    cpSync(appDir, join(work, 'resources', 'app'), { recursive: true })
    await mustRun('chmod', ['-R', 'a+rX', work])
    rmSync(folder, { recursive: true, force: true })
    renameSync(work, folder)
  }
  // The copy keeps the runtime's age, and what is in use must not be forgotten.
  utimesSync(folder, new Date(), new Date())
  forgetOldStages(stages, folder)
  return { executable, folder, electron: runtime.version }
}

/** Copies a folder by hard links, or in full where those are not allowed or end at another disk. */
async function linkOrCopy(from, to) {
  const linked = await run('cp', ['-al', from, to])
  if (linked.code === 0) return
  rmSync(to, { recursive: true, force: true })
  await mustRun('cp', ['-a', from, to])
}

function forgetOldStages(stages, current) {
  for (const name of readdirSync(stages)) {
    const folder = join(stages, name)
    const unused = Date.now() - statSync(folder).mtimeMs
    if (folder !== current && unused > keptFor) rmSync(folder, { recursive: true, force: true })
  }
}
