import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openVaultFile } from '#main/desktop/files/vaultFile.ts'
import { vaultBytesLimit } from '#shared/ipc/index.ts'
import { fail, ok } from '#shared/result.ts'
import { freshFolder } from './folder.ts'

describe('The vault file', () => {
  test('is not there at first, and then what was written last', async () => {
    const profile = freshFolder()
    const vault = openVaultFile(profile)
    expect(await vault.read()).toEqual(ok(null))
    expect(await vault.write(new Uint8Array([1, 2, 3]))).toEqual(ok(null))
    expect(await vault.read()).toEqual(ok(new Uint8Array([1, 2, 3])))
    expect(await openVaultFile(profile).read()).toEqual(ok(new Uint8Array([1, 2, 3])))
    expect(readdirSync(profile)).toEqual(['vault.subrosa'])
  })

  test.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    const profile = freshFolder()
    await openVaultFile(profile).write(new Uint8Array([1]))
    expect(statSync(join(profile, 'vault.subrosa')).mode & 0o777).toBe(0o600)
  })

  test('written many times at once holds the last one, whole', async () => {
    const profile = freshFolder()
    const vault = openVaultFile(profile)
    const writes = Array.from({ length: 20 }, (_, at) => vault.write(new Uint8Array(5000).fill(at)))
    for (const result of await Promise.all(writes)) expect(result).toEqual(ok(null))
    expect(await vault.read()).toEqual(ok(new Uint8Array(5000).fill(19)))
  })

  test('of the largest size is read; one byte more is no vault', async () => {
    const profile = freshFolder()
    const path = join(profile, 'vault.subrosa')
    const vault = openVaultFile(profile)
    writeFileSync(path, new Uint8Array(vaultBytesLimit))
    expect(await vault.read()).toMatchObject({ ok: true })
    writeFileSync(path, new Uint8Array(vaultBytesLimit + 1))
    expect(await vault.read()).toEqual(fail('vault-corrupted', 'size'))
  })

  test('that cannot be read is a failure of the disk, never "there is none yet"', async () => {
    const profile = freshFolder()
    mkdirSync(join(profile, 'vault.subrosa'))
    expect(await openVaultFile(profile).read()).toEqual(fail('disk-failed', 'vault read'))
    const file = join(profile, 'file')
    writeFileSync(file, '')
    expect(await openVaultFile(file).read()).toEqual(fail('disk-failed', 'vault read'))
  })

  test('that cannot be written is a failure of the disk, and later writes go on', async () => {
    const folder = freshFolder()
    const profile = join(folder, 'profile')
    const vault = openVaultFile(profile)
    expect(await vault.write(new Uint8Array([1]))).toEqual(fail('disk-failed', 'vault write'))
    mkdirSync(profile)
    expect(await vault.write(new Uint8Array([2]))).toEqual(ok(null))
    expect(readFileSync(join(profile, 'vault.subrosa'))).toEqual(Buffer.from([2]))
    rmSync(profile, { recursive: true })
    expect(await vault.write(new Uint8Array([3]))).toEqual(fail('disk-failed', 'vault write'))
  })
})
