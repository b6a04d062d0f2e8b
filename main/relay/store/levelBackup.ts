import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail, ok, type Result } from '#shared/result.ts'
import { databaseIn, type Database } from './levelDatabase.ts'
import { copyKey } from './levelRows.ts'

/** What is in memory of a copy at once. */
const stretchBytes = 4 * 1024 * 1024

/**
 * Copies a database that is in use into a folder that is not there yet. The copy is of the moment
 * this is called: an iterator sees the database as it was when it was made. Until the copy is whole
 * and on the disk, it lies beside under another name.
 */
export async function backUpDatabase(db: Database, folder: string): Promise<Result<null>> {
  const unfinished = `${folder}.unfinished`
  try {
    await rm(unfinished, { recursive: true, force: true })
    await mkdir(unfinished, { recursive: true, mode: 0o700 })
    await copyRows(db, unfinished)
    for (const name of await readdir(unfinished)) await flush(join(unfinished, name))
    await flush(unfinished)
    await rename(unfinished, folder)
    await flush(dirname(folder))
    return ok(null)
  } catch {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
    return fail('disk-failed')
  }
}

async function copyRows(db: Database, folder: string): Promise<void> {
  const rows = db.iterator()
  const copy = databaseIn(folder)
  try {
    await copy.open({ errorIfExists: true })
    let batch = copy.batch()
    let bytes = 0
    for await (const [key, value] of rows) {
      batch.put(key, value)
      bytes += key.length + value.length
      if (bytes < stretchBytes) continue
      await batch.write()
      batch = copy.batch()
      bytes = 0
    }
    await batch.put(copyKey, new Uint8Array(1)).write()
  } finally {
    await rows.close()
    await copy.close()
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
