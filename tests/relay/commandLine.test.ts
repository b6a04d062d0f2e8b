import { describe, expect, test } from 'vitest'
import { readCommandLine } from '#main/relay/commandLine.ts'
import { defaultLimits } from '#main/relay/limits.ts'

function sentence(...args: string[]): string | null {
  const command = readCommandLine(args)
  return command.type === 'misused' ? command.sentence : null
}

describe('The command line of the relay', () => {
  test('has a default for everything', () => {
    expect(readCommandLine([])).toMatchObject({
      type: 'run',
      relay: { port: 4455, host: '127.0.0.1', data: 'relay-data', hasMetrics: false },
      backups: null,
    })
  })

  test('takes every option', () => {
    const text =
      '--port 0 --host ::1 --data d --cert c.pem --key k.pem --backups b --keep-days 90 --metrics ' +
      '--connections 10 --connections-per-address=3 --mailbox-mib 2 --store-mib 5'
    expect(readCommandLine(text.split(' '))).toEqual({
      type: 'run',
      relay: {
        port: 0,
        host: '::1',
        data: 'd',
        certificate: { cert: 'c.pem', key: 'k.pem' },
        hasMetrics: true,
        limits: {
          keepDays: 90,
          connections: 10,
          connectionsPerAddress: 3,
          mailboxBytes: 2 * 1024 * 1024,
          totalBytes: 5 * 1024 * 1024,
        },
      },
      backups: 'b',
    })
  })

  test('keeps for more than a year unless told otherwise, and everything when told so', () => {
    expect(defaultLimits.keepDays).toBe(400)
    expect(readCommandLine(['--keep-days', '0'])).toMatchObject({
      relay: { limits: { keepDays: null } },
    })
  })

  test('says in a sentence what is wrong', () => {
    for (const value of ['70000', '-1', '1e3', '0x10', '4455 ', 'seven'])
      expect(sentence(`--port=${value}`)).toBe('--port takes a whole number from 0 to 65535.')
    expect(sentence('--keep-days', '30')).toBe(
      '--keep-days takes a whole number from 60 to 36500, or 0 to keep everything.',
    )
    expect(sentence('--port')).toBe('--port needs a value after it.')
    expect(sentence('--data=')).toBe('--data needs a value after it.')
    expect(sentence('--metrics=yes')).toBe('--metrics stands alone. Leave out what follows it.')
    expect(sentence('--cert', 'c.pem')).toBe(
      '--cert and --key belong together. Give both, or neither.',
    )
    expect(sentence('--port', '1', '--port', '2')).toBe('--port stands there twice. Give it once.')
    for (const what of ['--prot', '-p', 'extra', '--no-metrics'])
      expect(sentence(what)).toBe(`The relay does not know what ${what} means.`)
  })

  test('gives help before it complains of what follows', () => {
    expect(readCommandLine(['--help', '--prot'])).toEqual({ type: 'help' })
  })
})
