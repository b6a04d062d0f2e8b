import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file so that a crash leaves either the old one or the new one, never a part: a
 * neighbour is written and flushed, then renamed over it, then the folder is flushed. The caller
 * keeps writes to one path from overlapping. Throws what the disk throws, with the old file kept.
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const next = `${path}.new`
  try {
    await writeFlushed(next, bytes)
    await rename(next, path)
  } catch (problem) {
    await rm(next, { force: true })
    throw problem
  }
  await flushFolder(dirname(path))
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
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
