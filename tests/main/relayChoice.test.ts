import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openRelayChoice } from '#main/desktop/files/relayChoice.ts'
import { openSettings } from '#main/desktop/files/settings.ts'
import { defaultRelayUrl } from '#shared/relayAddress.ts'
import { fail, ok } from '#shared/result.ts'
import { freshFolder } from './folder.ts'

describe('The choice of a relay', () => {
  test('is this computer until another is chosen, and then that one after a restart too', async () => {
    const profile = freshFolder()
    const choice = openRelayChoice(openSettings(profile), null)
    expect(choice.url()).toBe(defaultRelayUrl)
    expect(await choice.choose('wss://relay.example')).toEqual(ok(null))
    expect(choice.url()).toBe('wss://relay.example')
    expect(openRelayChoice(openSettings(profile), null).url()).toBe('wss://relay.example')
  })

  test('named at the start wins over the remembered one and is not remembered', async () => {
    const profile = freshFolder()
    await openRelayChoice(openSettings(profile), null).choose('wss://relay.example')
    expect(openRelayChoice(openSettings(profile), 'ws://10.0.0.1').url()).toBe('ws://10.0.0.1')
    expect(openRelayChoice(openSettings(profile), null).url()).toBe('wss://relay.example')
  })

  test.each([
    ['nothing', ''],
    ['half a file', '{"relay":"wss://relay.exa'],
    ['bytes', '\0\ufffd\u0001'],
    ['a word', '"wss://relay.example"'],
    ['null', 'null'],
    ['a list', '["wss://relay.example"]'],
    ['another type', '{"relay":4455}'],
    ['a list instead of an address', '{"relay":["wss://relay.example"]}'],
    ['no relay', '{}'],
    ['an address that is none', '{"relay":"relay"}'],
    ['an open address', '{"relay":"ws://8.8.8.8"}'],
    ['more of a policy', '{"relay":"wss://relay.example; script-src *"}'],
    ['a host no URL parser takes', '{"relay":"wss://xn--a"}'],
    ['a prototype', '{"__proto__":{"relay":"wss://relay.example"}}'],
  ])('remembered as %s is this computer, and can be chosen anew', async (_what, content) => {
    const profile = freshFolder()
    writeFileSync(join(profile, 'settings.json'), content)
    const choice = openRelayChoice(openSettings(profile), null)
    expect(choice.url()).toBe(defaultRelayUrl)
    expect(await choice.choose('wss://relay.example')).toEqual(ok(null))
    expect(openRelayChoice(openSettings(profile), null).url()).toBe('wss://relay.example')
  })

  test('that cannot be remembered stays as it was', async () => {
    const profile = join(freshFolder(), 'missing')
    const choice = openRelayChoice(openSettings(profile), null)
    expect(await choice.choose('wss://relay.example')).toEqual(fail('disk-failed', 'settings'))
    expect(choice.url()).toBe(defaultRelayUrl)
    mkdirSync(profile)
    expect(await choice.choose('wss://relay.example')).toEqual(ok(null))
    expect(choice.url()).toBe('wss://relay.example')
  })

  test('made twice at once is the last one, and its file is whole', async () => {
    const profile = freshFolder()
    const choice = openRelayChoice(openSettings(profile), null)
    const all = ['wss://a.example', `wss://${'b'.repeat(60)}.example`, 'wss://c.example']
    for (const result of await Promise.all(all.map((url) => choice.choose(url))))
      expect(result).toEqual(ok(null))
    expect(choice.url()).toBe('wss://c.example')
    const stored: unknown = JSON.parse(readFileSync(join(profile, 'settings.json'), 'utf8'))
    expect(stored).toEqual({ relay: 'wss://c.example' })
  })
})
