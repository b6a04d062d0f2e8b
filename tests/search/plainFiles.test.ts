import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { searchFolder } from '#tests/support/search/index.ts'

const word = 'quokkaharbinger'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'subrosa-search-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

async function encodingsIn(content: Uint8Array | string, sought = word): Promise<string[]> {
  await writeFile(join(dir, 'file'), content)
  const report = await searchFolder(dir, [sought])
  return report.finds.map((find) => find.encoding)
}

describe('The searcher in plain files', () => {
  test('finds UTF-8 and UTF-16 in both byte orders, at odd places too', async () => {
    const wide = Buffer.from(word, 'utf16le')
    expect(await encodingsIn(`a ${word} b`)).toEqual(['utf-8'])
    expect(await encodingsIn(Buffer.concat([Buffer.from('x'), wide]))).toEqual(['utf-16le'])
    expect(await encodingsIn(Buffer.concat([Buffer.from('x'), wide.swap16()]))).toEqual([
      'utf-16be',
    ])
  })

  test('finds Latin-1, JSON escapes and URL escapes of words beyond ASCII', async () => {
    const umlauts = 'Gehörzüge'
    expect(await encodingsIn(Buffer.from(umlauts, 'latin1'), umlauts)).toEqual(['latin-1'])
    expect(await encodingsIn('"Geh\\u00f6rz\\u00fcge"', umlauts)).toEqual(['json'])
    expect(await encodingsIn(encodeURIComponent(umlauts), umlauts)).toEqual(['url'])
  })

  test('finds hex in both cases and base64 at each of the three alignments', async () => {
    const hex = Buffer.from(word).toString('hex')
    expect(await encodingsIn(hex)).toEqual(['hex'])
    expect(await encodingsIn(hex.toUpperCase())).toEqual(['hex'])
    for (const before of ['', 'a', 'ab']) {
      const text = Buffer.from(`${before}${word} and more`).toString('base64')
      expect(await encodingsIn(text)).toEqual(['base64'])
    }
  })

  test('finds words in gzip and zlib streams anywhere in a file, and in streams cut short', async () => {
    const text = `${'agenda '.repeat(100)}${word}${' and on '.repeat(100)}`
    const inside = (packed: Buffer) =>
      Buffer.concat([Buffer.alloc(33, 7), packed, Buffer.alloc(9, 7)])
    expect(await encodingsIn(inside(gzipSync(text)))).toEqual(['utf-8'])
    expect(await encodingsIn(inside(deflateSync(text)))).toEqual(['utf-8'])
    expect(await encodingsIn(gzipSync(text).subarray(0, -9))).toEqual(['utf-8'])
  })

  test('finds Brotli bodies in entries of both of Chromium’s caches', async () => {
    const body = brotliCompressSync(`${'agenda '.repeat(100)}${word}`)
    const key = '1/0/https://example.test/'
    const header = Buffer.alloc(24)
    Buffer.from('305c72a71b6dfbfc', 'hex').copy(header)
    header.writeUInt32LE(key.length, 12)
    const end = Buffer.concat([Buffer.from('d8410d97456ffaf4', 'hex'), Buffer.alloc(16)])
    const simple = Buffer.concat([header, Buffer.from(key), body, end, Buffer.from('headers'), end])
    expect(await encodingsIn(simple)).toEqual(['utf-8'])

    const blocks = Buffer.alloc(8192 + 5 * 256)
    Buffer.from('c3ca04c1', 'hex').copy(blocks)
    blocks.writeInt32LE(256, 12)
    body.copy(blocks, 8192 + 2 * 256)
    expect(await encodingsIn(blocks)).toEqual(['utf-8'])
  })

  test('finds a word in a Snappy value of which only the beginning was written', async () => {
    // Length 1,000; a literal of "quokka"; a literal of "harbinger"; then nothing more.
    const literal = (text: string) => [Buffer.from([(text.length - 1) << 2]), Buffer.from(text)]
    const parts = [...literal('quokka'), ...literal('harbinger')]
    expect(await encodingsIn(Buffer.concat([Buffer.from('ff1102e807', 'hex'), ...parts]))).toEqual([
      'utf-8',
    ])
  })

  test('reads hidden files, deep folders, file names and the targets of links', async () => {
    await mkdir(join(dir, 'a/b'), { recursive: true })
    await writeFile(join(dir, 'a/b/.hidden'), word)
    await writeFile(join(dir, `a/${word}`), '')
    await symlink(`nowhere/${word}`, join(dir, 'link'))
    const report = await searchFolder(dir, [word])
    expect(report.finds.map((find) => find.file).sort()).toEqual([
      'a/b/.hidden',
      `a/${word}`,
      'link',
    ])
  })

  test('is not fooled by another case or by part of the word', async () => {
    expect(await encodingsIn(`${word.toUpperCase()} ${word.slice(1)}`)).toEqual([])
  })

  test('says which tables it could not read instead of calling them clean', async () => {
    await writeFile(join(dir, '000005.ldb'), 'no table at all')
    const footer = Buffer.alloc(48, 0x7f)
    Buffer.from('57fb808b247547db', 'hex').copy(footer, 40)
    await writeFile(join(dir, '000006.ldb'), footer)
    const report = await searchFolder(dir, [word])
    expect(report.unread.map((item) => item.file).sort()).toEqual(['000005.ldb', '000006.ldb'])
  })

  test('refuses a word too short to mean anything', async () => {
    await expect(searchFolder(dir, ['abc'])).rejects.toThrow('Too short')
  })
})
