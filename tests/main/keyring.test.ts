import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openKeyring } from '#main/desktop/keyring/keyring.ts'
import { type SafeStorage, wrapSafeStorage } from '#main/desktop/keyring/systemKeychain.ts'
import { fail, ok } from '#shared/result.ts'
import { freshFolder } from './folder.ts'

const secret = Uint8Array.from({ length: 32 }, (_, at) => at * 7)

/** A safeStorage whose key is one byte; its ciphertext begins as the backend's does. */
function storage(choices: Partial<SafeStorage> & { prefix?: string; key?: number } = {}) {
  const { prefix = 'v11', key = 0x5a, ...own } = choices
  const turned = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ key))
  const safe: SafeStorage = {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.concat([Buffer.from(prefix), turned(Buffer.from(text))]),
    decryptString: (sealed) => {
      if (sealed.subarray(0, 3).toString() !== prefix) throw new Error('not mine')
      return turned(sealed.subarray(3)).toString()
    },
    ...own,
  }
  return safe
}

const keyringOf = (profile: string, safe: SafeStorage = storage(), platform = 'linux') =>
  openKeyring(profile, wrapSafeStorage(safe, platform))

describe('The keyring', () => {
  test('keeps a secret sealed, in a file of its owner alone, and gives it back', async () => {
    const profile = freshFolder()
    expect(await keyringOf(profile).open()).toEqual(fail('keychain-empty'))
    expect(await keyringOf(profile).seal(secret)).toEqual(ok(null))
    expect(await keyringOf(profile).open()).toEqual(ok(secret))
    expect(readdirSync(profile)).toEqual(['keychain.subrosa'])
    const path = join(profile, 'keychain.subrosa')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path).includes(Buffer.from(secret).toString('hex'))).toBe(false)
  })

  test('forgets, also what was never there', async () => {
    const profile = freshFolder()
    expect(await keyringOf(profile).forget()).toEqual(ok(null))
    await keyringOf(profile).seal(secret)
    expect(await keyringOf(profile).forget()).toEqual(ok(null))
    expect(readdirSync(profile)).toEqual([])
  })

  test.each<[string, SafeStorage]>([
    ['basic_text by name', storage({ getSelectedStorageBackend: () => 'basic_text' })],
    ['basic_text by what it seals, where it has no name', storage({ prefix: 'v10' })],
    ['a backend that nobody knows', storage({ getSelectedStorageBackend: () => 'unknown' })],
    ['no keychain', storage({ isEncryptionAvailable: () => false })],
    [
      'a keychain that throws',
      storage({
        encryptString: () => {
          throw new Error('no key')
        },
      }),
    ],
    ['a keychain that gives back something else', storage({ decryptString: () => 'other' })],
  ])('on Linux refuses %s and keeps nothing', async (_, safe) => {
    const profile = freshFolder()
    expect(await keyringOf(profile, safe).seal(secret)).toEqual(fail('keychain-refused'))
    expect(readdirSync(profile)).toEqual([])
  })

  test('on macOS and Windows takes the system keychain as it is', async () => {
    for (const platform of ['darwin', 'win32']) {
      const profile = freshFolder()
      const safe = storage({ prefix: 'v10' })
      expect(await keyringOf(profile, safe, platform).seal(secret)).toEqual(ok(null))
      expect(await keyringOf(profile, safe, platform).open()).toEqual(ok(secret))
    }
  })

  test('Signal-Desktop #6970, #7005, #7944: a keychain that changed loses nothing', async () => {
    const profile = freshFolder()
    await keyringOf(profile).seal(secret)
    const kept = readFileSync(join(profile, 'keychain.subrosa'))
    for (const safe of [
      storage({ key: 0x11 }),
      storage({ prefix: 'v10' }),
      storage({ isEncryptionAvailable: () => false }),
      storage({ getSelectedStorageBackend: () => 'basic_text' }),
    ])
      expect(await keyringOf(profile, safe).open()).toEqual(fail('keychain-changed'))
    expect(readFileSync(join(profile, 'keychain.subrosa'))).toEqual(kept)
    // And when it comes back, it opens again.
    expect(await keyringOf(profile).open()).toEqual(ok(secret))
  })

  test('hands out nothing but such a secret, whatever else the keychain can open', async () => {
    const profile = freshFolder()
    const path = join(profile, 'keychain.subrosa')
    for (const text of ['a cookie', '', `subrosa slot 1 ${'0'.repeat(63)}`, 'f'.repeat(64)]) {
      writeFileSync(path, storage().encryptString(text))
      expect(await keyringOf(profile).open(), text).toEqual(fail('keychain-changed'))
    }
    writeFileSync(path, Buffer.alloc(5000))
    expect(await keyringOf(profile).open()).toEqual(fail('keychain-changed', 'size'))
  })

  test('says when the disk fails, and goes on afterwards', async () => {
    const profile = join(freshFolder(), 'profile')
    const keyring = keyringOf(profile)
    expect(await keyring.seal(secret)).toEqual(fail('disk-failed', 'keychain write'))
    mkdirSync(profile)
    expect(await keyring.seal(secret)).toEqual(ok(null))
    const folder = freshFolder()
    mkdirSync(join(folder, 'keychain.subrosa'))
    expect(await keyringOf(folder).open()).toEqual(fail('disk-failed', 'keychain read'))
    expect(await keyringOf(folder).forget()).toEqual(fail('disk-failed', 'keychain forget'))
  })
})
