import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeUserFolder } from './ordinaryUser.ts'
import { askScript, type StagedApp } from './stagedApp.ts'

/** The packaged app in a folder that an ordinary user may enter, and how to remove that folder. */
export interface PackagedApp extends StagedApp {
  remove(): void
}

/** Packages the app when what is packaged is stale. Throws with the script's output if that fails. */
export async function packagedApp(): Promise<PackagedApp> {
  const packaged = await askScript('package.mjs', 'packageApp')
  const { folder, remove } = copyApp(packaged.folder)
  return { ...packaged, folder, executable: join(folder, 'subrosa'), remove }
}

/** Copies an app with its runtime, by hard links where these reach: never write into its files. */
export function copyApp(from: string): { folder: string; remove(): void } {
  const home = makeUserFolder('subrosa-app-')
  const folder = join(home, 'app')
  try {
    execFileSync('cp', ['-al', from, folder], { stdio: 'ignore' })
  } catch {
    // Hard links do not reach another disk.
    rmSync(folder, { recursive: true, force: true })
    execFileSync('cp', ['-a', from, folder])
  }
  execFileSync('chmod', ['-R', 'a+rX', folder])
  return { folder, remove: () => rmSync(home, { recursive: true, force: true }) }
}
