import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** The app as the scripts put it together, ready to be started with `launchDesktop`. */
export interface StagedApp {
  /** The Electron binary with the app beside it. */
  readonly executable: string
  /** The folder that holds both. */
  readonly folder: string
  /** The version of that Electron, such as "25.1.1". */
  readonly electron: string
}

/** Builds the app when it is stale and stages it. Throws with the script's output if that fails. */
export function stagedApp(): Promise<StagedApp> {
  return askScript('stage.mjs', 'stageApp')
}

/**
 * Calls one function of `scripts/lib` in a process of its own, since scripts end the process they
 * run in when something is missing, and reads the app that it prints last.
 */
export async function askScript(
  file: string,
  name: string,
  env: Readonly<Record<string, string>> = {},
): Promise<StagedApp> {
  const script = new URL(`../../scripts/lib/${file}`, import.meta.url).href
  const program = `
    import { ${name} } from ${JSON.stringify(script)}
    console.log('\\n' + JSON.stringify(await ${name}()))`
  const { stdout } = await execute(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ...env },
  })
  const answer: unknown = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  if (!isApp(answer)) throw new Error(`${name} gave no app: ${stdout}`)
  return answer
}

function isApp(value: unknown): value is StagedApp {
  return typeof value === 'object' && value !== null && 'executable' in value && 'folder' in value
}
