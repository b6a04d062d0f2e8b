import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchFolder } from '#tests/support/search/index.ts'

const word = 'quokkaharbinger'
const halves = ['quokkaha', 'rbinger']

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'subrosa-search-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function writeLevel(name: string, compact: boolean, rows: [string, string | Buffer][]) {
  const path = join(dir, name)
  const level = new ClassicLevel<string, Buffer>(path, { valueEncoding: 'buffer' })
  for (const [key, value] of rows) await level.put(key, Buffer.from(value))
  if (compact) await level.compactRange('', '~')
  await level.close()
  return path
}

/** What grep would say: the files that hold the word as plain bytes. */
async function plainGrep(path: string): Promise<string[]> {
  const names = await readdir(path)
  const hits = await Promise.all(
    names.map(async (n) => (await readFile(join(path, n))).includes(word)),
  )
  return names.filter((_, at) => hits[at])
}

describe('The searcher in LevelDB', () => {
  test('finds a word that Snappy has compressed in a table and that grep misses', async () => {
    const filler = Array.from({ length: 500 }, (_, i): [string, string] => [
      `row ${i}`,
      `line ${i} of an agenda that goes on and on `.repeat(20),
    ])
    const hidden = `${halves[0]}, ${halves[1]}; `.repeat(30) + word
    const path = await writeLevel('table', true, [...filler, ['hidden', hidden]])
    expect(await plainGrep(path)).toEqual([])
    const report = await searchFolder(path, [word])
    expect(report.tables).toBeGreaterThan(0)
    expect(report.unread).toEqual([])
    expect(report.finds.map((find) => find.where)).toEqual([
      expect.stringMatching(/^table block at \d+, byte \d+$/),
    ])
    expect(report.finds[0]).toMatchObject({ word, encoding: 'utf-8' })
  })

  test('finds a word in a key that prefix compression has split', async () => {
    const path = await writeLevel('keys', true, [
      [`topic ${halves[0]}`, 'a'],
      [`topic ${word}`, 'b'],
      // The manifest names the first and the last key of a table, so the word must be neither.
      ['topic zebra', 'c'],
    ])
    expect(await plainGrep(path)).toEqual([])
    const report = await searchFolder(path, [word])
    expect(report.finds.some((find) => find.where.includes('whole keys'))).toBe(true)
  })

  test('finds a word that the edge of a log block splits', async () => {
    const key = 'split'
    // Block 32,768, record header 7, batch header 12, kind 1, key length 1, value length 3.
    const edge = 32_768 - 7 - 12 - 1 - 1 - key.length - 3
    const value = Buffer.alloc(100_000, 'x')
    value.write(word, edge - 5)
    const path = await writeLevel('log', false, [[key, value]])
    expect(await plainGrep(path)).toEqual([])
    const report = await searchFolder(path, [word])
    expect(report.logs).toBeGreaterThan(0)
    expect(report.finds.map((find) => find.where)).toEqual([
      expect.stringMatching(/^log record at \d+, byte \d+$/),
    ])
  })

  test('finds nothing when the word was never written', async () => {
    const report = await searchFolder(dir, ['wombatzeppelin'])
    expect(report.filesRead).toBeGreaterThan(5)
    expect(report.finds).toEqual([])
  })
})
