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
    case 'relay-certificate-failed':
      return 'The certificate could not be used. Check that --cert and --key name PEM files that can be read, and that the key belongs to the certificate.'
    default:
      return 'The relay could not listen on this address. Choose one that this computer has with --host.'
  }
}

/** What is wrong with a command line. */
export const misuse = {
  unexpected: (what: string) => `The relay does not know what ${what} means.`,
  twice: (name: string) => `--${name} stands there twice. Give it once.`,
  valueMissing: (name: string) => `--${name} needs a value after it.`,
  valueNotTaken: (name: string) => `--${name} stands alone. Leave out what follows it.`,
  numberWrong: (name: string, least: number, most: number) =>
    `--${name} takes a whole number from ${least} to ${most}${name === 'keep-days' ? ', or 0 to keep everything' : ''}.`,
  certificateHalf: '--cert and --key belong together. Give both, or neither.',
} as const

/** How to call the relay, in one line. */
export const usage = 'For all options: relay --help'

/** Every option with its default. */
export const help = `Usage: relay [options]

  --port 4455                   the port to listen on; 0 takes a free one
  --host 127.0.0.1              the address to listen on; 0.0.0.0 is all of this computer's
  --data relay-data             the folder for what the relay holds
  --cert FILE --key FILE        speak TLS with this certificate and key (PEM); they are read again when they change
  --keep-days 400               how long a parcel is kept; 0 keeps everything
  --backups FOLDER              where a copy is written on the signal SIGUSR2, while the relay goes on
  --metrics                     give counts at /metrics, without names, addresses or sizes beyond a bucket
  --connections 256             connections at once
  --connections-per-address 64  of these, from one address; raise it behind a proxy
  --mailbox-mib 64              what one mailbox holds
  --store-mib 4096              what all hold together

SIGTERM or SIGINT ends the relay: it finishes what it took and tells its clients.
http://HOST:PORT/health answers 200 while all is well.`
