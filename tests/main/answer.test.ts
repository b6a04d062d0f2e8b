import { describe, expect, test } from 'vitest'
import { answer, type Handlers } from '#main/desktop/ipc/answer.ts'
import { vaultBytesLimit } from '#shared/ipc/index.ts'
import { fail, ok } from '#shared/result.ts'

/** Handlers that say what they were asked. */
function recording() {
  const asked: unknown[] = []
  const note = <T>(value: T) => {
    return async (argument: unknown) => {
      asked.push(argument)
      return ok(value)
    }
  }
  const info = {
    version: '1',
    electron: '45',
    supportedRuntime: true,
    relayUrl: 'wss://relay.example',
    carried: null,
  }
  const handlers: Handlers = {
    appInfo: note(info),
    vaultRead: note(null),
    vaultWrite: note(null),
    keyringSeal: note(null),
    keyringOpen: note(new Uint8Array(32)),
    keyringForget: note(null),
    relayChoose: note(null),
    relayHost: note(null),
    relayHosted: note({ wanted: false, url: null, failure: null }),
  }
  return { asked, handlers }
}

describe('The answer to a message', () => {
  test('is what the handler gives, for an argument of the contract', async () => {
    const { asked, handlers } = recording()
    const bytes = new Uint8Array([1, 2, 3])
    expect(await answer(handlers, 'appInfo', null)).toMatchObject({ ok: true })
    expect(await answer(handlers, 'vaultRead', undefined)).toEqual(ok(null))
    expect(await answer(handlers, 'vaultWrite', bytes)).toEqual(ok(null))
    expect(await answer(handlers, 'relayHost', { on: true, port: 4455 })).toEqual(ok(null))
    const secret = new Uint8Array(32)
    expect(await answer(handlers, 'keyringSeal', secret)).toEqual(ok(null))
    expect(await answer(handlers, 'keyringOpen', null)).toEqual(ok(secret))
    expect(asked).toEqual([null, null, bytes, { on: true, port: 4455 }, secret, null])
  })

  test.each([
    ['appInfo', 'a word'],
    ['vaultRead', {}],
    ['vaultRead', '../../etc/passwd'],
    ['vaultWrite', null],
    ['vaultWrite', 'text'],
    ['vaultWrite', [1, 2, 3]],
    ['vaultWrite', { length: 3, 0: 1 }],
    ['vaultWrite', new Uint8Array(vaultBytesLimit + 1)],
    ['keyringSeal', null],
    ['keyringSeal', 'a'.repeat(32)],
    ['keyringSeal', new Uint8Array(31)],
    ['keyringSeal', new Uint8Array(33)],
    ['keyringSeal', { secret: new Uint8Array(32) }],
    ['keyringOpen', 'cookies'],
    ['keyringOpen', new Uint8Array(32)],
    ['keyringForget', '../vault.subrosa'],
    ['relayChoose', 'wss://relay.example'],
    ['relayChoose', { url: 'wss://relay.example' }],
    ['relayChoose', { url: 'wss://relay.example', carry: null, more: 1 }],
    ['relayChoose', { url: 'w'.repeat(301), carry: null }],
    ['relayChoose', { url: 'wss://relay.example', carry: 'x'.repeat(2001) }],
    ['relayChoose', { url: ['wss://relay.example'], carry: null }],
    ['relayHost', null],
    ['relayHost', { on: true }],
    ['relayHost', { on: 'yes', port: 4455 }],
    ['relayHost', { on: true, port: 80 }],
    ['relayHost', { on: true, port: 65536 }],
    ['relayHost', { on: true, port: 4455.5 }],
    ['relayHost', { on: true, port: Number.NaN }],
  ] as const)('%s refuses an argument that does not fit (%#)', async (channel, argument) => {
    const { asked, handlers } = recording()
    expect(await answer(handlers, channel, argument)).toEqual(
      fail('bridge-refused', `${channel}: argument`),
    )
    expect(asked).toEqual([])
  })

  test('tells nothing of what a handler throws but its kind', async () => {
    const { handlers } = recording()
    const path = '/home/ann/secret'
    const rejects: Handlers = {
      ...handlers,
      vaultRead: () => Promise.reject(new TypeError(`cannot read ${path}`)),
    }
    const throws: Handlers = {
      ...handlers,
      vaultRead: () => {
        throw new RangeError(path)
      },
    }
    expect(await answer(rejects, 'vaultRead', null)).toEqual(
      fail('bridge-refused', 'vaultRead: TypeError'),
    )
    expect(await answer(throws, 'vaultRead', null)).toEqual(
      fail('bridge-refused', 'vaultRead: RangeError'),
    )
  })
})
