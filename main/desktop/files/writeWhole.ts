import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file so that a crash leaves either the old one or the new one, never a part: a
 * neighbour is written and flushed, then renamed over it, then the folder is flushed.
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const next = `${path}.new`
  const file = await open(next, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (problem) {
    await file.close()
    await rm(next, { force: true })
    throw problem
  }
  await file.close()
  await rename(next, path)
  await flushFolder(dirname(path))
}

/** Windows cannot open a folder; there the rename itself is durable enough (NTFS journals it). */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
