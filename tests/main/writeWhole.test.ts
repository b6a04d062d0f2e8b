import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'vite'
import { describe, expect, test } from 'vitest'
import { writeWhole } from '#main/desktop/files/writeWhole.ts'
import { freshFolder } from './folder.ts'

const size = 1024 * 1024

describe('Writing a file whole', () => {
  test('replaces the old one and leaves nothing beside it', async () => {
    const folder = freshFolder()
    const path = join(folder, 'file')
    await writeWhole(path, Buffer.from('a longer old content'))
    await writeWhole(path, Buffer.from('new'))
    expect(readFileSync(path, 'utf8')).toBe('new')
    await writeWhole(path, new Uint8Array(0))
    expect(readFileSync(path)).toHaveLength(0)
    expect(readdirSync(folder)).toEqual(['file'])
  })

  test('passes over what an earlier crash left half written', async () => {
    const folder = freshFolder()
    const path = join(folder, 'file')
    writeFileSync(path, 'old')
    writeFileSync(`${path}.new`, 'half of something much longer than what comes now')
    await writeWhole(path, Buffer.from('now'))
    expect(readFileSync(path, 'utf8')).toBe('now')
    expect(readdirSync(folder)).toEqual(['file'])
  })

  test('throws when it cannot, keeps the old one and leaves nothing beside it', async () => {
    const folder = freshFolder()
    const path = join(folder, 'file')
    mkdirSync(path)
    writeFileSync(join(path, 'old'), '')
    await expect(writeWhole(path, Buffer.from('new'))).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['file'])
    await expect(writeWhole(join(folder, 'no', 'file'), Buffer.from('new'))).rejects.toThrow()
  })

  test('a process killed at any moment leaves the old one or the new one, never a part', async () => {
    const folder = freshFolder()
    const writer = await bundleWriter(folder)
    const path = join(folder, 'file')
    const seen = new Set<number>()
    for (let round = 0; round < 25; round += 1) {
      const child = spawn(process.execPath, [writer, path, String(size)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(child.stdout, 'data')
      await pause(Math.random() * 30)
      await kill(child)
      const bytes = readFileSync(path)
      expect(bytes.length).toBe(size)
      const first = bytes[0] ?? -1
      expect(bytes.every((byte) => byte === first)).toBe(true)
      seen.add(first)
    }
    // Otherwise nothing was ever written while we watched.
    expect(seen.size).toBeGreaterThan(1)
    expect(existsSync(path)).toBe(true)
  })
})

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}

/** A program that writes one whole file after the other, each of one repeated byte. */
async function bundleWriter(folder: string): Promise<string> {
  const entry = join(folder, 'writer.mjs')
  const source = fileURLToPath(new URL('../../main/desktop/files/writeWhole.ts', import.meta.url))
  writeFileSync(
    entry,
    `import { writeWhole } from ${JSON.stringify(source)}
     const [, , path, size] = process.argv
     for (let byte = Math.floor(Math.random() * 256); ; byte = (byte + 1) % 256) {
       await writeWhole(path, new Uint8Array(Number(size)).fill(byte))
       process.stdout.write('.')
     }`,
  )
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: join(folder, 'out'),
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'writer.mjs' } },
    },
  })
  return join(folder, 'out', 'writer.mjs')
}
