import { describe, expect, test } from 'vitest'
import { createHandlers } from '#main/desktop/ipc/handlers.ts'
import { fail, ok } from '#shared/result.ts'

function desktop({ diskFull = false } = {}) {
  let relay = 'ws://127.0.0.1:4455'
  let hosted: string | null = null
  const calls = { reloads: 0, written: [] as Uint8Array[], sealed: [] as Uint8Array[] }
  const handlers = createHandlers({
    version: '0.1.0',
    electron: '45.4.1',
    supportedRuntime: true,
    vault: {
      read: async () => ok(null),
      write: async (bytes) => {
        calls.written.push(bytes)
        return ok(null)
      },
    },
    keyring: {
      seal: async (secret) => {
        calls.sealed.push(secret)
        return ok(null)
      },
      open: async () => fail('keychain-empty'),
      forget: async () => ok(null),
    },
    relay: {
      url: () => relay,
      choose: async (url) => {
        if (diskFull) return fail('disk-failed')
        relay = url
        return ok(null)
      },
    },
    hosting: {
      resume: async () => undefined,
      look: async () => ({ wanted: hosted !== null, url: hosted, failure: null }),
      switchOn: async (port) => ok((hosted = `ws://192.168.1.5:${port}`)),
      switchOff: async () => {
        hosted = null
        return ok(null)
      },
    },
    reloadPage: () => (calls.reloads += 1),
  })
  return { handlers, calls }
}

describe('What the desktop does for the page', () => {
  test('tells where it is, and of a relay that it hosts', async () => {
    const { handlers } = desktop()
    expect(await handlers.appInfo(null)).toEqual(
      ok({
        version: '0.1.0',
        electron: '45.4.1',
        supportedRuntime: true,
        relayUrl: 'ws://127.0.0.1:4455',
        carried: null,
      }),
    )
    const off = { wanted: false, url: null, failure: null }
    expect(await handlers.relayHosted(null)).toEqual(ok(off))
    const url = 'ws://192.168.1.5:4455'
    expect(await handlers.relayHost({ on: true, port: 4455 })).toEqual(ok(url))
    expect(await handlers.relayHosted(null)).toEqual(ok({ wanted: true, url, failure: null }))
    expect(await handlers.relayHost({ on: false, port: 4455 })).toEqual(ok(null))
    expect(await handlers.relayHosted(null)).toEqual(ok(off))
  })

  test('choosing a relay reloads the page and gives back what it carries, once', async () => {
    const { handlers, calls } = desktop()
    expect(
      await handlers.relayChoose({ url: 'WSS://Relay.Example/', carry: 'an invitation' }),
    ).toEqual(ok(null))
    expect(calls.reloads).toBe(1)
    const after = { relayUrl: 'wss://relay.example' }
    expect(await handlers.appInfo(null)).toMatchObject({
      value: { ...after, carried: 'an invitation' },
    })
    expect(await handlers.appInfo(null)).toMatchObject({ value: { ...after, carried: null } })
  })

  test.each(['relay', 'http://relay.example', 'ws://8.8.8.8', 'ws://010.0.0.1', 'wss://xn--a'])(
    'the relay %j is refused: nothing is remembered, carried or reloaded',
    async (url) => {
      const { handlers, calls } = desktop()
      expect(await handlers.relayChoose({ url, carry: 'text' })).toMatchObject({
        failure: { code: 'relay-address-invalid' },
      })
      expect(calls.reloads).toBe(0)
      expect(await handlers.appInfo(null)).toMatchObject({
        value: { relayUrl: 'ws://127.0.0.1:4455', carried: null },
      })
    },
  )

  test('a choice that cannot be remembered is a failure, and the page stays as it is', async () => {
    const { handlers, calls } = desktop({ diskFull: true })
    expect(await handlers.relayChoose({ url: 'wss://relay.example', carry: 'text' })).toEqual(
      fail('disk-failed'),
    )
    expect(calls.reloads).toBe(0)
    expect(await handlers.appInfo(null)).toMatchObject({ value: { carried: null } })
  })

  test('the vault goes to its file and nowhere else', async () => {
    const { handlers, calls } = desktop()
    const bytes = new Uint8Array([7])
    expect(await handlers.vaultWrite(bytes)).toEqual(ok(null))
    expect(calls.written).toEqual([bytes])
    expect(await handlers.vaultRead(null)).toEqual(ok(null))
  })

  test('the secret of the keychain slot goes to the keyring and nowhere else', async () => {
    const { handlers, calls } = desktop()
    const secret = new Uint8Array(32).fill(3)
    expect(await handlers.keyringSeal(secret)).toEqual(ok(null))
    expect(calls).toMatchObject({ sealed: [secret], written: [] })
    expect(await handlers.keyringOpen(null)).toEqual(fail('keychain-empty'))
    expect(await handlers.keyringForget(null)).toEqual(ok(null))
  })
})
