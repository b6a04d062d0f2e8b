import { createBackups } from './backups.ts'
import { readCommandLine } from './commandLine.ts'
import { createEventLog } from './eventLog.ts'
import { startRelay } from './server.ts'
import { help, startFailureSentence, usage } from './words.ts'

/** Runs a relay from a command line until SIGTERM or SIGINT; exit code 1 when it cannot start. */
export async function runCommand(args: readonly string[]): Promise<void> {
  const command = readCommandLine(args)
  if (command.type === 'help') return console.log(help)
  if (command.type === 'misused') return giveUp(`${command.sentence}\n${usage}`)
  const { port, data } = command.relay
  const onEvent = createEventLog(console.error, Date.now)
  const relay = await startRelay({ ...command.relay, onEvent })
  if (!relay.ok) return giveUp(startFailureSentence(relay.failure.code, port, data))
  const stop = (): void => void relay.value.stop()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, stop)
  const { backups } = command
  const backUp =
    backups === null ? null : createBackups(relay.value, backups, () => new Date(), onEvent)
  const onBackupSignal = (): void => {
    if (backUp === null) onEvent('backup-failed')
    else void backUp()
  }
  // Windows has no such signal. Elsewhere, without a listener, it would end the process.
  if (process.platform !== 'win32') process.on('SIGUSR2', onBackupSignal)
  console.log(`Relay ready at ${relay.value.url}`)
}

function giveUp(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}
