import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openSettings } from '#main/desktop/files/settings.ts'
import type { HostedRelay } from '#main/desktop/hostedRelay.ts'
import { createKeptHosting } from '#main/desktop/keptHosting.ts'
import type { FailureCode } from '#shared/failure.ts'
import { fail, ok } from '#shared/result.ts'
import { freshFolder } from './folder.ts'

/** An app on a profile; `trouble` is what the relay's next starts fail with. */
function app(profile: string, trouble: FailureCode | 'thrown' | null = null) {
  const relay = { trouble, starts: [] as number[], url: null as string | null }
  const hosted: HostedRelay = {
    url: () => relay.url,
    async start(port) {
      relay.starts.push(port)
      relay.url = null
      if (relay.trouble === 'thrown') throw new Error('/home/ann/relay.cjs')
      if (relay.trouble !== null) return fail(relay.trouble)
      return ok((relay.url = `ws://192.168.1.5:${port}`))
    },
    async stop() {
      relay.url = null
      return ok(null)
    },
  }
  return { relay, hosting: createKeptHosting(hosted, openSettings(profile)) }
}

const url = 'ws://192.168.1.5:4455'
const off = { wanted: false, url: null, failure: null }

describe('Hosting a relay', () => {
  test('begins by itself after a restart once it was switched on', async () => {
    const profile = freshFolder()
    const first = app(profile)
    await first.hosting.resume()
    expect(first.relay.starts).toEqual([])
    expect(await first.hosting.switchOn(4455)).toEqual(ok(url))
    const second = app(profile)
    expect(await second.hosting.look()).toEqual({ wanted: true, url: null, failure: null })
    await second.hosting.resume()
    expect(second.relay.starts).toEqual([4455])
    expect(await second.hosting.look()).toEqual({ wanted: true, url, failure: null })
  })

  test('is forgotten once it was switched off', async () => {
    const profile = freshFolder()
    const first = app(profile)
    await first.hosting.switchOn(4455)
    expect(await first.hosting.switchOff()).toEqual(ok(null))
    expect(await first.hosting.look()).toEqual(off)
    const second = app(profile)
    await second.hosting.resume()
    expect(second.relay.starts).toEqual([])
    expect(await second.hosting.look()).toEqual(off)
  })

  test.each([
    ['relay-port-in-use', 'relay-port-in-use'],
    ['relay-data-in-use', 'relay-data-in-use'],
    ['thrown', 'relay-host-failed'],
  ] as const)('keeps the wish when it cannot begin: %s', async (trouble, failure) => {
    const profile = freshFolder()
    await app(profile).hosting.switchOn(4455)
    const second = app(profile, trouble)
    await second.hosting.resume()
    expect(await second.hosting.look()).toEqual({ wanted: true, url: null, failure })
    second.relay.trouble = null
    expect(await second.hosting.switchOn(4455)).toEqual(ok(url))
    expect(await second.hosting.look()).toEqual({ wanted: true, url, failure: null })
    const third = app(profile)
    await third.hosting.resume()
    expect(third.relay.starts).toEqual([4455])
  })

  test('switched on in vain is wanted all the same, until it is switched off', async () => {
    const profile = freshFolder()
    const { hosting } = app(profile, 'relay-port-in-use')
    expect(await hosting.switchOn(4455)).toEqual(fail('relay-port-in-use'))
    const state = { wanted: true, url: null, failure: 'relay-port-in-use' }
    expect(await hosting.look()).toEqual(state)
    await hosting.switchOff()
    expect(await hosting.look()).toEqual(off)
  })

  test('is told of only once a start under way has ended', async () => {
    const profile = freshFolder()
    await app(profile).hosting.switchOn(4455)
    const { hosting } = app(profile)
    void hosting.resume()
    expect(await hosting.look()).toEqual({ wanted: true, url, failure: null })
  })

  test('does not begin when the wish cannot be remembered', async () => {
    const profile = freshFolder()
    const { hosting, relay } = app(profile)
    rmSync(profile, { recursive: true })
    expect(await hosting.switchOn(4455)).toEqual(fail('disk-failed', 'settings'))
    expect(relay.starts).toEqual([])
    expect(await hosting.look()).toEqual(off)
  })

  test('ends even when that cannot be remembered, and says so', async () => {
    const profile = freshFolder()
    const { hosting, relay } = app(profile)
    await hosting.switchOn(4455)
    rmSync(profile, { recursive: true })
    expect(await hosting.switchOff()).toEqual(fail('disk-failed', 'settings'))
    expect(relay.url).toBeNull()
    expect(await hosting.look()).toEqual({ wanted: true, url: null, failure: null })
  })
})
