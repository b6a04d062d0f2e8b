import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDesktop } from '#tests/support/desktop/index.ts'
import { startKeyring, type SystemKeyring } from '#tests/support/keyring/index.ts'
import { ask, setDesk } from './desk.ts'

// The system's keychain through the page's own bridge, with a real GNOME Keyring, or without one.

const desk = setDesk()
const keyrings: SystemKeyring[] = []
afterAll(async () => {
  for (const keyring of keyrings) await keyring.stop()
})

async function keyring(name: string): Promise<SystemKeyring> {
  const started = await startKeyring(join(desk.profiles, name))
  keyrings.push(started)
  return started
}

/** Seals 32 bytes of 7, past the page's own checks. */
function seal({ page }: RunningDesktop): Promise<unknown> {
  return page.evaluate(() => window.subrosa?.keyringSeal(new Uint8Array(32).fill(7)))
}

/** The secret's bytes, or how the question failed. */
async function open({ page }: RunningDesktop): Promise<unknown> {
  return page.evaluate(async () => {
    const reply = (await window.subrosa?.keyringOpen(null)) as {
      ok: boolean
      value?: Uint8Array
      failure?: { code: string }
    }
    return reply.ok ? [...(reply.value ?? [])] : reply.failure?.code
  })
}

const kept = Array.from({ length: 32 }, () => 7)
const fileOf = (profile: string) => join(desk.profiles, profile, 'keychain.subrosa')

describe('With a real keyring', () => {
  let ring: SystemKeyring
  beforeAll(async () => {
    ring = await keyring('ring')
  })

  test('a secret is sealed under it, and opens at the next start', async () => {
    const first = await desk.open('real', { env: ring.env })
    expect(await open(first)).toBe('keychain-empty')
    expect(await seal(first)).toEqual({ ok: true, value: null })
    expect(readFileSync(fileOf('real')).subarray(0, 3).toString()).toBe('v11')
    await first.app.close()
    const second = await desk.open('real', { env: ring.env })
    expect(await open(second)).toEqual(kept)
    await second.app.close()
  })

  test('another keyring, or none, does not open it, and nothing is thrown away', async () => {
    const sealed = readFileSync(fileOf('real'))
    const other = await keyring('other')
    for (const env of [other.env, {}]) {
      const desktop = await desk.open('real', { env })
      expect(await open(desktop)).toBe('keychain-changed')
      await desktop.app.close()
      expect(readFileSync(fileOf('real'))).toEqual(sealed)
    }
    const back = await desk.open('real', { env: ring.env })
    expect(await open(back)).toEqual(kept)
    expect(await ask(back.page, 'keyringForget', null)).toEqual({ ok: true, value: null })
    expect(existsSync(fileOf('real'))).toBe(false)
    await back.app.close()
  })
})

describe('Without a keyring worth the name', () => {
  test.each([
    ['none', [], {}],
    ['basic_text, asked for by its name', ['--password-store=basic'], {}],
    ['a desktop that has one, and a bus that has not', [], { XDG_CURRENT_DESKTOP: 'GNOME' }],
  ])('%s: nothing is sealed', async (name, args, env) => {
    const profile = `without-${name.length}`
    const desktop = await desk.open(profile, { args, env })
    expect(await seal(desktop)).toEqual({ ok: false, failure: { code: 'keychain-refused' } })
    expect(existsSync(fileOf(profile))).toBe(false)
    await desktop.app.close()
  })
})
