import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSettings } from '#main/desktop/files/settings.ts'
import { fail, ok } from '#shared/result.ts'
import { freshFolder } from './folder.ts'

const nothing = { relay: null, hostPort: null }
const fileOf = (profile: string) => join(profile, 'settings.json')

describe('The settings of the desktop', () => {
  test('are nothing at first, and then what was chosen, after a restart too', async () => {
    const profile = freshFolder()
    const settings = openSettings(profile)
    expect(settings.read()).toEqual(nothing)
    expect(await settings.change({ hostPort: 4455 })).toEqual(ok(null))
    expect(await settings.change({ relay: 'wss://relay.example' })).toEqual(ok(null))
    const chosen = { relay: 'wss://relay.example', hostPort: 4455 }
    expect(settings.read()).toEqual(chosen)
    expect(openSettings(profile).read()).toEqual(chosen)
    expect(await settings.change({ hostPort: null })).toEqual(ok(null))
    expect(openSettings(profile).read()).toEqual({ ...chosen, hostPort: null })
  })

  test('keep both changes that are made at once', async () => {
    const profile = freshFolder()
    const settings = openSettings(profile)
    await Promise.all([
      settings.change({ relay: 'wss://relay.example' }),
      settings.change({ hostPort: 4455 }),
    ])
    expect(openSettings(profile).read()).toEqual({ relay: 'wss://relay.example', hostPort: 4455 })
  })

  test.each([
    ['a low port', '{"hostPort":80}'],
    ['a port that is none', '{"hostPort":65536}'],
    ['half a port', '{"hostPort":4455.5}'],
    ['text', '{"hostPort":"4455"}'],
    ['a word for yes', '{"hostPort":true}'],
    ['a list', '{"hostPort":[4455]}'],
    ['a prototype', '{"__proto__":{"hostPort":4455}}'],
    ['half a file', '{"hostPort":44'],
    ['a number alone', '4455'],
  ])('start no relay from %s', (_what, content) => {
    const profile = freshFolder()
    writeFileSync(fileOf(profile), content)
    expect(openSettings(profile).read()).toEqual(nothing)
  })

  test('keep the one when the other is spoilt', () => {
    const profile = freshFolder()
    writeFileSync(fileOf(profile), '{"relay":["wss://relay.example"],"hostPort":4455}')
    expect(openSettings(profile).read()).toEqual({ relay: null, hostPort: 4455 })
    writeFileSync(fileOf(profile), '{"relay":"wss://relay.example","hostPort":-1,"more":{}}')
    expect(openSettings(profile).read()).toEqual({ relay: 'wss://relay.example', hostPort: null })
  })

  test('written before there was hosting still hold their relay', () => {
    const profile = freshFolder()
    writeFileSync(fileOf(profile), '{"relay":"wss://relay.example"}')
    expect(openSettings(profile).read()).toEqual({ relay: 'wss://relay.example', hostPort: null })
  })

  test('that cannot be stored stay as they were', async () => {
    const profile = join(freshFolder(), 'missing')
    const settings = openSettings(profile)
    expect(await settings.change({ hostPort: 4455 })).toEqual(fail('disk-failed', 'settings'))
    expect(settings.read()).toEqual(nothing)
    expect(existsSync(profile)).toBe(false)
  })

  test('name nothing that was not chosen', async () => {
    const profile = freshFolder()
    const settings = openSettings(profile)
    await settings.change({ hostPort: 4455 })
    await settings.change({ hostPort: null })
    expect(readFileSync(fileOf(profile), 'utf8')).toBe('{}')
  })
})
