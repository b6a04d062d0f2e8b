import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readStartOptions } from '#main/desktop/startOptions.ts'

type Env = Record<string, string | undefined>

function read(argv: string[], env: Env = {}) {
  const options = readStartOptions(['electron', ...argv], env, '/home/ann/.config/subrosa')
  return options.ok ? options.value : options.failure.code
}

const usual = '/home/ann/.config/subrosa/profile'

describe('Start options', () => {
  test('without any, the profile lies in the usual folder and the relay is the remembered one', () => {
    expect(read([])).toEqual({ profile: usual, relay: null })
    expect(read([], { SUBROSA_PROFILE: '', SUBROSA_RELAY: '' })).toEqual({
      profile: usual,
      relay: null,
    })
  })

  test.each([
    ['two words', ['--profile', '/p/ann', '--relay', 'ws://10.0.0.1:4455'], {}],
    ['one word each', ['--profile=/p/ann', '--relay=ws://10.0.0.1:4455'], {}],
    ['the environment', [], { SUBROSA_PROFILE: '/p/ann', SUBROSA_RELAY: 'ws://10.0.0.1:4455' }],
    [
      'both, where the command line wins',
      ['--relay=ws://10.0.0.1:4455', '--profile=/p/ann'],
      { SUBROSA_PROFILE: '/p/ben', SUBROSA_RELAY: 'ws://10.0.0.2:4455' },
    ],
    [
      'other words around, as Chromium and Playwright add them',
      ['--inspect=0', '--profile', '/p/ann', '--no-first-run', '--relay=ws://10.0.0.1:4455'],
      {},
    ],
  ])('are read from %s', (_where, argv, env: Env) => {
    expect(read(argv, env)).toEqual({ profile: '/p/ann', relay: 'ws://10.0.0.1:4455' })
  })

  test('a profile is a folder from where the app was started', () => {
    expect(read(['--profile', 'ann'])).toEqual({ profile: resolve('ann'), relay: null })
  })

  test('a relay gets its one spelling', () => {
    expect(read(['--relay', ' WSS://Relay.Example/ '])).toMatchObject({
      relay: 'wss://relay.example',
    })
  })

  test.each(['relay', 'http://127.0.0.1', 'ws://8.8.8.8', 'ws://010.0.0.1', 'wss://1.2.3.4.5'])(
    'the relay %j is refused, not passed over',
    (relay) => {
      expect(read(['--relay', relay])).toBe('relay-address-invalid')
      expect(read([], { SUBROSA_RELAY: relay })).toBe('relay-address-invalid')
    },
  )

  test.each([
    [['--profile']],
    [['--profile=']],
    [['--profile', '--relay', 'ws://10.0.0.1']],
    [['--profile', '']],
    [['--relay']],
    [['--relay', '--profile=/p/ann']],
  ])('%j lacks a value and is refused, lest another profile opens', (argv) => {
    expect(read(argv, { SUBROSA_PROFILE: '/p/ben' })).toBe('malformed')
  })
})
