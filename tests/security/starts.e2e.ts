import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '#main/desktop/protocol/policy.ts'
import { defaultRelayUrl } from '#shared/relayAddress.ts'
import { runDesktop } from '#tests/support/desktop/index.ts'
import { ask, setDesk } from './desk.ts'

const desk = setDesk()

/** What the page is told of its surroundings. */
async function relayOf(page: Page): Promise<unknown> {
  const info = await ask(page, 'appInfo', null)
  expect(info).toMatchObject({ ok: true })
  return (info as { value: { relayUrl: string } }).value.relayUrl
}

describe('A start', () => {
  test('on a profile in use ends with code 3 and a sentence, and the first stays', async () => {
    const first = await desk.open('shared')
    const second = await runDesktop(desk.choices('shared'))
    expect(second.code).toBe(3)
    expect(second.output).toContain('Subrosa is already open with this profile')
    expect(await ask(first.page, 'vaultRead', null)).toEqual({ ok: true, value: null })
    await first.app.close()
    const third = await desk.open('shared')
    expect(await ask(third.page, 'vaultRead', null)).toEqual({ ok: true, value: null })
    await third.app.close()
  })

  test.each([
    ['a relay address that is none', { args: ['--relay', 'relay'] }, 'wss://relay.example'],
    ['an open relay address', { args: ['--relay=ws://8.8.8.8:4455'] }, 'wss://relay.example'],
    [
      'such an address around',
      { env: { SUBROSA_RELAY: 'http://10.0.0.1' } },
      'wss://relay.example',
    ],
    ['an option without its value', { args: ['--relay'] }, '--relay ADDRESS'],
    ['a folder nobody may make', { args: ['--profile', '/usr/subrosa'] }, 'a folder you may write'],
    ['a folder nobody may fill', { args: ['--profile', '/usr'] }, 'a folder you may write'],
    ['a folder inside a file', { args: ['--profile', '/dev/null/x'] }, 'a folder you may write'],
  ])('with %s ends with a sentence and touches nothing', async (_what, more, sentence) => {
    const end = await runDesktop(desk.choices('refused', more))
    expect(end.output).toContain(sentence)
    expect(end.code).toBe(2)
    expect(readdirSync(join(desk.profiles, 'refused'))).toEqual([])
  })

  test('keeps to the profile and the relay of the command line, before those around it', async () => {
    const named = join(desk.profiles, 'around', 'named')
    const relay = 'ws://127.0.0.1:4999'
    const { page, app } = await desk.open('around', {
      args: ['--profile', named, `--relay=${relay}`],
      env: { SUBROSA_RELAY: 'wss://relay.example' },
    })
    expect(await relayOf(page)).toBe(relay)
    await app.close()
    expect(readdirSync(join(desk.profiles, 'around'))).toEqual(['named'])
    expect(existsSync(join(named, 'page'))).toBe(true)
    expect(statSync(named).mode & 0o777).toBe(0o700)
  })

  test('takes both from around it when the command line names none', async () => {
    const { page, app } = await desk.open('environment', {
      env: { SUBROSA_RELAY: 'wss://relay.example' },
    })
    expect(await relayOf(page)).toBe('wss://relay.example')
    const profile = await app.evaluate(({ app: electron }) => electron.getPath('userData'))
    expect(profile).toBe(join(desk.profiles, 'environment'))
    await app.close()
  })

  test('with rubbish in its settings opens all the same, with the usual relay', async () => {
    const made = await desk.open('rubbish')
    await made.app.close()
    writeFileSync(join(desk.profiles, 'rubbish', 'settings.json'), '{"relay": 12')
    const { page, app } = await desk.open('rubbish')
    expect(await relayOf(page)).toBe(defaultRelayUrl)
    await app.close()
  })
})

describe('The bridge', () => {
  test('keeps a vault as it was given, over a power cut', async () => {
    const first = await desk.open('vault')
    expect(await ask(first.page, 'vaultRead', null)).toEqual({ ok: true, value: null })
    const bytes = new Uint8Array(100_000).map((_, at) => (at * 31) % 256)
    const written = await first.page.evaluate(
      (numbers) => window.subrosa?.vaultWrite(new Uint8Array(numbers)),
      [...bytes],
    )
    expect(written).toEqual({ ok: true, value: null })
    await first.kill()
    const file = join(desk.profiles, 'vault', 'vault.subrosa')
    expect(new Uint8Array(readFileSync(file))).toEqual(bytes)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const second = await desk.open('vault')
    const read = await second.page.evaluate(async () => {
      const reply: unknown = await window.subrosa?.vaultRead(null)
      const { value } = reply as { value: unknown }
      return value instanceof Uint8Array ? [...value] : null
    })
    expect(new Uint8Array(read ?? [])).toEqual(bytes)
    await second.app.close()
  })

  test('refuses what is not in the contract, and goes on', async () => {
    const { page, app } = await desk.open('contract')
    const refused = { ok: false, failure: { code: 'bridge-refused' } }
    expect(await ask(page, 'vaultWrite', 'text')).toMatchObject(refused)
    expect(await ask(page, 'vaultWrite', null)).toMatchObject(refused)
    expect(await ask(page, 'relayHost', { on: true, port: 80 })).toMatchObject(refused)
    expect(await ask(page, 'relayChoose', { url: 'x'.repeat(400), carry: null })).toMatchObject(
      refused,
    )
    const huge = await page.evaluate(() => window.subrosa?.vaultWrite(new Uint8Array(9 << 20)))
    expect(huge).toMatchObject(refused)
    expect(await ask(page, 'vaultRead', null)).toEqual({ ok: true, value: null })
    await app.close()
  })

  test('refuses a relay that is none and stays; takes a good one, reloads and carries once', async () => {
    const { page, app } = await desk.open('chosen')
    await page.evaluate(() => Reflect.set(window, 'before', true))
    for (const url of ['relay', 'ws://8.8.8.8', 'https://relay.example', 'ws://010.0.0.1'])
      expect(await ask(page, 'relayChoose', { url, carry: 'a code' })).toMatchObject({
        failure: { code: 'relay-address-invalid' },
      })
    expect(await relayOf(page)).toBe(defaultRelayUrl)
    expect(await page.evaluate(() => Reflect.get(window, 'before'))).toBe(true)

    // The page asks for what it carries as soon as it is there; this asks before it can.
    await page.addInitScript(() => {
      Reflect.set(window, 'told', window.subrosa?.appInfo(null))
    })
    const reloaded = page.waitForEvent('load')
    const relay = 'ws://192.168.1.5:4455'
    await ask(page, 'relayChoose', { url: `${relay.toUpperCase()}/`, carry: 'a code' })
    await reloaded
    expect(await page.evaluate(() => Reflect.get(window, 'before'))).toBeUndefined()
    const told = await page.evaluate(() => Reflect.get(window, 'told') as Promise<unknown>)
    expect(told).toMatchObject({ value: { relayUrl: relay, carried: 'a code' } })
    expect(await ask(page, 'appInfo', null)).toMatchObject({ value: { carried: null } })
    const policy = await app.evaluate(async ({ net }) => {
      const response = await net.fetch('app://subrosa/')
      return response.headers.get('content-security-policy')
    })
    expect(policy).toBe(contentSecurityPolicy(relay))
    await app.close()
    const files = readdirSync(join(desk.profiles, 'chosen'), { recursive: true, encoding: 'utf8' })
    for (const file of files) {
      const path = join(desk.profiles, 'chosen', file)
      if (statSync(path).isFile()) expect(readFileSync(path).includes('a code')).toBe(false)
    }

    const again = await desk.open('chosen')
    expect(await relayOf(again.page)).toBe(relay)
    await again.app.close()
  })
})
