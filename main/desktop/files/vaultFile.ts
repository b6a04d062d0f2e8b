import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { vaultBytesLimit } from '#shared/ipc/index.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { isMissing } from './isMissing.ts'
import { writeWhole } from './writeWhole.ts'

/** The one small file that holds a person's keys, sealed. */
export interface VaultFile {
  /** Null: there is none yet. 'vault-corrupted' for a file too large to be one, 'disk-failed'. */
  read(): Promise<Result<Uint8Array | null>>
  /** 'disk-failed' leaves the file as it was. */
  write(bytes: Uint8Array): Promise<Result<null>>
}

/** The vault file of a profile. Writes follow one another; each is whole on disk when it returns. */
export function openVaultFile(profile: string): VaultFile {
  const path = join(profile, 'vault.subrosa')
  let last: Promise<unknown> = Promise.resolve()
  return {
    async read() {
      try {
        if ((await stat(path)).size > vaultBytesLimit) return fail('vault-corrupted', 'size')
        return ok(new Uint8Array(await readFile(path)))
      } catch (problem) {
        return isMissing(problem) ? ok(null) : fail('disk-failed', 'vault read')
      }
    },
    write(bytes) {
      const mine = last.then(async (): Promise<Result<null>> => {
        try {
          await writeWhole(path, bytes)
          return ok(null)
        } catch {
          return fail('disk-failed', 'vault write')
        }
      })
      last = mine
      return mine
    },
  }
}
