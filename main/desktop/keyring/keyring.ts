import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, ok, type Result } from '#shared/result.ts'
import { isMissing } from '../files/isMissing.ts'
import { writeWhole } from '../files/writeWhole.ts'
import type { SystemKeychain } from './systemKeychain.ts'

/** Keeps the one secret of a vault's keychain slot, sealed by the system. Hands out nothing else. */
export interface Keyring {
  /**
   * Seals and keeps 32 bytes, and makes sure that they come back. 'keychain-refused' without a safe
   * keychain, 'disk-failed'; then what was kept before is kept still.
   */
  seal(secret: Uint8Array): Promise<Result<null>>
  /**
   * The secret. 'keychain-empty' when none is kept, 'keychain-changed' when the keychain does not
   * open it: gone, locked, or another one. What is kept stays, since a keychain may come back.
   */
  open(): Promise<Result<Uint8Array>>
  /** Removes it; none there is fine. 'disk-failed'. */
  forget(): Promise<Result<null>>
}

const largest = 4096
/** The keychain's key may seal other things too: only what has this form is a slot's secret. */
const form = /^subrosa slot 1 ([0-9a-f]{64})$/

/** The secret of a profile, in a file of its own beside the vault. */
export function openKeyring(profile: string, keychain: SystemKeychain): Keyring {
  const path = join(profile, 'keychain.subrosa')
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    return mine
  }

  async function read(): Promise<Result<Uint8Array>> {
    let sealed: Buffer
    try {
      if ((await stat(path)).size > largest) return fail('keychain-changed', 'size')
      sealed = await readFile(path)
    } catch (problem) {
      return isMissing(problem) ? fail('keychain-empty') : fail('disk-failed', 'keychain read')
    }
    const hex = form.exec(keychain.open(sealed) ?? '')?.[1]
    return hex === undefined
      ? fail('keychain-changed')
      : ok(new Uint8Array(Buffer.from(hex, 'hex')))
  }

  return {
    open: () => inTurn(read),
    seal: (secret) =>
      inTurn(async () => {
        const text = `subrosa slot 1 ${Buffer.from(secret).toString('hex')}`
        const sealed = keychain.seal(text)
        if (sealed === null || keychain.open(sealed) !== text) return fail('keychain-refused')
        try {
          await writeWhole(path, sealed)
          return ok(null)
        } catch {
          return fail('disk-failed', 'keychain write')
        }
      }),
    forget: () =>
      inTurn(async () => {
        try {
          await rm(path, { force: true })
          return ok(null)
        } catch {
          return fail('disk-failed', 'keychain forget')
        }
      }),
  }
}
