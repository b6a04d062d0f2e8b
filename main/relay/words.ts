import type { FailureCode } from '#shared/failure.ts'

/** What a person starting a relay on a command line reads when it does not start. */
export function startFailureSentence(code: FailureCode, port: number, data: string): string {
  switch (code) {
    case 'relay-port-in-use':
      return `Port ${port} is already in use. Stop the program that uses it, or choose another port with --port.`
    case 'relay-data-in-use':
      return `Another relay is already using the folder ${data}. Stop that relay, or choose another folder with --data.`
    case 'disk-failed':
      return `The folder ${data} could not be opened. Check that it can be written and that the disk is not full, or choose another with --data.`
    default:
      return 'The relay could not listen on this address. Choose one that this computer has with --host.'
  }
}

/** How to call the relay. */
export const usage = 'Usage: relay [--port 4455] [--data DIR] [--host 127.0.0.1]'
