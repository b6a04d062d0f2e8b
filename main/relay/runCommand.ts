import { readCommandLine } from './commandLine.ts'
import { createEventLog } from './eventLog.ts'
import { startRelay } from './server.ts'
import { startFailureSentence, usage } from './words.ts'

/** Runs a relay from a command line until SIGTERM or SIGINT; exit code 1 when it cannot start. */
export async function runCommand(args: readonly string[]): Promise<void> {
  const place = readCommandLine(args)
  if (!place.ok) return giveUp(usage)
  const { port, data, host } = place.value
  const onEvent = createEventLog(console.error, Date.now)
  const relay = await startRelay({ port, data, host, onEvent })
  if (!relay.ok) return giveUp(startFailureSentence(relay.failure.code, port, data))
  const stop = (): void => void relay.value.stop()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  console.log(`Relay ready at ${relay.value.url}`)
}

function giveUp(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}
