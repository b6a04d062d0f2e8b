import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { frameWords, sentenceFor, settingsWords } from '#renderer/words/index.ts'
import { foundForum, lock, openRoom, unlock } from '#tests/support/flows/index.ts'
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
const off = { wanted: false, url: null, failure: null }
const ruth = { name: 'Ruth Abrams', passphrase: 'four words are enough' }

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
    expect(await ask(page, 'relayHosted', null)).toEqual({
      ok: true,
      value: { wanted: true, url: address, failure: null },
    })
    expect(await reach(`${address}/mailbox`, hub)).toBe('open')
    expect(await reach(`${address}/signal`, hub)).toBe('open')
    expect(await reach(`${address}/elsewhere`, hub)).not.toBe('open')
    expect(existsSync(join(desk.profiles, 'ann', 'relay', 'CURRENT'))).toBe(true)

    // Switched on again, it is another process at the same place; nothing it held is in the way.
    expect(await ask(page, 'relayHost', on)).toEqual({ ok: true, value: address })
    expect(await reach(`${address}/mailbox`, hub)).toBe('open')

    expect(await ask(page, 'relayHost', { ...on, on: false })).toEqual({ ok: true, value: null })
    expect(await ask(page, 'relayHosted', null)).toEqual({ ok: true, value: off })
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

  test('is remembered: another member reaches it again after a restart', async () => {
    const address = `ws://${ann.address}:4488`
    const first = await desk.open('keeper', { namespace: ann })
    expect(await ask(first.page, 'relayHost', { on: true, port: 4488 })).toMatchObject({ ok: true })
    await first.app.close()
    await expect.poll(() => reach(`${address}/mailbox`, hub)).toBe('ECONNREFUSED')

    const second = await desk.open('keeper', { namespace: ann })
    expect(await ask(second.page, 'relayHosted', null)).toEqual({
      ok: true,
      value: { wanted: true, url: address, failure: null },
    })
    expect(await reach(`${address}/mailbox`, hub)).toBe('open')
    expect(await reach(`${address}/signal`, hub)).toBe('open')

    // Cut off at once, it is there again all the same.
    await second.kill()
    const third = await desk.open('keeper', { namespace: ann })
    expect(await ask(third.page, 'relayHosted', null)).toMatchObject({ value: { url: address } })
    expect(await reach(`${address}/mailbox`, hub)).toBe('open')
    await third.app.close()
  })

  test('switched off is forgotten: nothing listens after a restart', async () => {
    const on = { on: true, port: 4489 }
    const first = await desk.open('quitter', { namespace: ann })
    expect(await ask(first.page, 'relayHost', on)).toMatchObject({ ok: true })
    expect(await ask(first.page, 'relayHost', { ...on, on: false })).toMatchObject({ ok: true })
    await first.app.close()
    const second = await desk.open('quitter', { namespace: ann })
    expect(await ask(second.page, 'relayHosted', null)).toEqual({ ok: true, value: off })
    expect(await reach(`ws://${ann.address}:4489/mailbox`, hub)).toBe('ECONNREFUSED')
    await second.app.close()
  })

  test('whose place is taken at the start opens the window, says so, and stays wanted', async () => {
    const host = settingsWords.host
    const sentence = sentenceFor({ code: 'relay-port-in-use' })
    const first = await desk.open('wisher', { namespace: ann })
    await foundForum(first.page, ruth, 'Meridian Forum')
    await openRoom(first.page, frameWords.settings)
    await first.page.getByText(host).click()
    await first.page.getByText(`ws://${ann.address}:4455`).waitFor()
    await first.app.close()

    const other = await desk.open('other', { namespace: ann })
    expect(await ask(other.page, 'relayHost', { on: true, port: 4455 })).toMatchObject({ ok: true })
    const { page, app } = await desk.open('wisher', { namespace: ann })
    await unlock(page, ruth.passphrase)
    await openRoom(page, frameWords.settings)
    await page.getByRole('alert').getByText(sentence).waitFor()
    expect(await page.getByRole('switch', { name: host }).isChecked()).toBe(true)
    expect(await page.getByText(`ws://${ann.address}:4455`).count()).toBe(0)

    // It is still so once the app was locked; and goes once the place is free.
    await lock(page)
    await unlock(page, ruth.passphrase)
    await openRoom(page, frameWords.settings)
    await page.getByRole('alert').getByText(sentence).waitFor()
    await other.app.close()
    await page.getByRole('button', { name: settingsWords.hostAgain }).click()
    await page.getByText(`ws://${ann.address}:4455`).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await reach(`ws://${ann.address}:4455/mailbox`, hub)).toBe('open')

    await page.getByText(host).click()
    await page.getByText(`ws://${ann.address}:4455`).waitFor({ state: 'hidden' })
    expect(await page.getByRole('switch', { name: host }).isChecked()).toBe(false)
    expect(await reach(`ws://${ann.address}:4455/mailbox`, hub)).toBe('ECONNREFUSED')
    await app.close()
  })
})
