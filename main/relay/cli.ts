import { runCommand } from './runCommand.ts'
import { runHosted, type ParentPort } from './runHosted.ts'

/** Electron's port to the process that started this one; absent in plain Node. */
const { parentPort } = process as typeof process & { readonly parentPort?: ParentPort }

if (parentPort) runHosted(parentPort)
else void runCommand(process.argv.slice(2))
