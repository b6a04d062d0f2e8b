import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Namespace } from '#tests/support/namespace/index.ts'

const execute = promisify(execFile)

const program = `
const { WebSocket } = require('ws')
const socket = new WebSocket(process.argv[1])
const say = (word) => { console.log(word); process.exit(0) }
socket.on('open', () => say('open'))
socket.on('error', (problem) => say(problem.code ?? problem.message))
setTimeout(() => say('silence'), 10000)
`

/**
 * Opens a WebSocket as another program would, in `from` if given, and says how that ended: "open",
 * or an error's code, or "silence".
 */
export async function reach(address: string, from?: Namespace): Promise<string> {
  const [command, ...words] = [...(from?.enter ?? []), process.execPath, '-e', program, address]
  const { stdout } = await execute(command, words)
  return stdout.trim()
}
