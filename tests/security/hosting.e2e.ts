import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createHub,
  type Hub,
  type MemberNamespace,
  whyNoNamespaces,
} from '#tests/support/namespace/index.ts'
import { ask, setDesk } from './desk.ts'
import { reach } from './reach.ts'

const reason = await whyNoNamespaces()
const desk = setDesk()

describe.skipIf(reason !== null)(`Hosting a relay${reason === null ? '' : ` (${reason})`}`, () => {
  let hub: Hub
  let ann: MemberNamespace
  beforeAll(async () => {
    hub = await createHub()
    ann = await hub.addMember('Ann')
  })
  afterAll(() => hub.remove())

  test('answers an address that another member reaches, until it is switched off', async () => {
    const { page, app } = await desk.open('ann', { namespace: ann })
    const on = { on: true, port: 4455 }
    const address = `ws://${ann.address}:4455`
    expect(await ask(page, 'relayHost', on)).toEqual({ ok: true, value: address })
    expect(await ask(page, 'appInfo', null)).toMatchObject({ value: { hosting: address } })
    expect(await reach(`${address}/mailbox`, hub)).toBe('open')
    expect(await reach(`${address}/signal`, hub)).toBe('open')
    expect(await reach(`${address}/elsewhere`, hub)).not.toBe('open')
    expect(existsSync(join(desk.profiles, 'ann', 'relay', 'CURRENT'))).toBe(true)

    // Switched on again, it is another process at the same place; nothing it held is in the way.
    expect(await ask(page, 'relayHost', on)).toEqual({ ok: true, value: address })
    expect(await reach(`${address}/mailbox`, hub)).toBe('open')

    expect(await ask(page, 'relayHost', { ...on, on: false })).toEqual({ ok: true, value: null })
    expect(await ask(page, 'appInfo', null)).toMatchObject({ value: { hosting: null } })
    expect(await reach(`${address}/mailbox`, hub)).toBe('ECONNREFUSED')
    await app.close()
  })

  test('reaches the own page once it is chosen, and nothing but that place', async () => {
    const { page, app } = await desk.open('chooser', { namespace: ann })
    const address = `ws://${ann.address}:4466`
    expect(await ask(page, 'relayHost', { on: true, port: 4466 })).toMatchObject({ ok: true })
    const opens = (url: string) =>
      page.evaluate(
        (place) =>
          new Promise((done) => {
            try {
              const socket = new WebSocket(place)
              socket.addEventListener('open', () => done(true))
              socket.addEventListener('error', () => done(false))
            } catch {
              done(false)
            }
          }),
        url,
      )
    expect(await opens(`${address}/signal`)).toBe(false)
    const reloaded = page.waitForEvent('load')
    await ask(page, 'relayChoose', { url: address, carry: null })
    await reloaded
    expect(await opens(`${address}/signal`)).toBe(true)
    expect(await opens('ws://127.0.0.1:4466/signal')).toBe(false)
    await app.close()
  })

  test('says why when the place is taken, and ends with the app', async () => {
    const first = await desk.open('first', { namespace: ann })
    const second = await desk.open('second', { namespace: ann })
    const on = { on: true, port: 4477 }
    expect(await ask(first.page, 'relayHost', on)).toMatchObject({ ok: true })
    expect(await ask(second.page, 'relayHost', on)).toEqual({
      ok: false,
      failure: { code: 'relay-port-in-use' },
    })
    await first.app.close()
    await expect.poll(() => reach(`ws://${ann.address}:4477/signal`, hub)).toBe('ECONNREFUSED')
    expect(await ask(second.page, 'relayHost', on)).toMatchObject({ ok: true })
    await second.kill()
    await expect.poll(() => reach(`ws://${ann.address}:4477/signal`, hub)).toBe('ECONNREFUSED')
  })
})
