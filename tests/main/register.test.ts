import { expect, test, vi } from 'vitest'
import type { Handlers } from '#main/desktop/ipc/answer.ts'
import { registerChannels } from '#main/desktop/ipc/register.ts'
import { channels } from '#shared/ipc/index.ts'
import { fail, ok } from '#shared/result.ts'

type Listener = (event: { senderFrame: unknown }, argument: unknown) => unknown
const { registered } = vi.hoisted(() => ({ registered: new Map<string, Listener>() }))
vi.mock('electron', () => ({
  ipcMain: { handle: (name: string, listener: Listener) => registered.set(name, listener) },
}))

test('Exactly the channels of the contract are answered, each behind the sender check', async () => {
  const answers = async () => ok(null)
  const handlers: Handlers = {
    appInfo: () => Promise.reject(new Error('not asked for')),
    vaultRead: answers,
    vaultWrite: answers,
    keyringSeal: answers,
    keyringOpen: async () => ok(new Uint8Array(32)),
    keyringForget: answers,
    relayChoose: answers,
    relayHost: answers,
    relayHosted: () => Promise.reject(new Error('not asked for')),
  }
  registerChannels(handlers)
  expect([...registered.keys()]).toEqual(channels.map((channel) => `subrosa:${channel}`))
  for (const listener of registered.values()) {
    expect(await listener({ senderFrame: null }, null)).toEqual(fail('bridge-refused', 'sender'))
    const inside = { url: 'app://subrosa/', parent: { url: 'app://subrosa/', parent: null } }
    expect(await listener({ senderFrame: inside }, null)).toEqual(fail('bridge-refused', 'sender'))
  }
  const page = { url: 'app://subrosa/', parent: null }
  expect(await registered.get('subrosa:vaultRead')?.({ senderFrame: page }, null)).toEqual(ok(null))
})
