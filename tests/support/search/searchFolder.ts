import type { Dirent } from 'node:fs'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Needle, needlesOf } from './needles.ts'
import { readFileViews } from './views.ts'

/** A word that should not be there, and how it was found. `file` is relative to the folder. */
export interface Find {
  readonly file: string
  readonly word: string
  readonly encoding: string
  readonly where: string
}

/** What a search has read and found. `bytesRead` counts bytes as they lie in the files. */
export interface SearchReport {
  readonly filesRead: number
  readonly bytesRead: number
  readonly tables: number
  readonly logs: number
  readonly finds: readonly Find[]
  /** Files that could not be read, or look like tables and could not be decoded to the end. */
  readonly unread: readonly { readonly file: string; readonly why: string }[]
}

/**
 * Looks for `words` in every file below `dir`, hidden ones and file names included: as it lies, in
 * LevelDB tables and logs, in Chromium's caches and in compressed values. Case counts. Symbolic
 * links are read, not followed. What vanishes meanwhile is listed in `unread`.
 */
export async function searchFolder(dir: string, words: readonly string[]): Promise<SearchReport> {
  const needles = words.flatMap(needlesOf)
  const finds: Find[] = []
  const unread: { file: string; why: string }[] = []
  const counts = { filesRead: 0, bytesRead: 0, tables: 0, logs: 0 }
  for await (const { file, entry, failure } of walk(dir, '')) {
    if (entry) finds.push(...look(Buffer.from(entry.name), needles, file, 'file name'))
    const content = entry ? await readEntry(join(dir, file), entry) : failure
    if (content === null) continue
    if (typeof content === 'string') {
      unread.push({ file, why: content })
      continue
    }
    const reading = readFileViews(entry?.name ?? '', content)
    counts.filesRead += 1
    counts.bytesRead += content.length
    if (reading.kind === 'table') counts.tables += 1
    if (reading.kind === 'log') counts.logs += 1
    if (reading.broken !== null) unread.push({ file, why: reading.broken })
    for (const view of reading.views) finds.push(...look(view.bytes, needles, file, view.where))
  }
  return { ...counts, finds, unread }
}

type Step =
  { file: string; entry: Dirent; failure: null } | { file: string; entry: null; failure: string }

async function* walk(dir: string, below: string): AsyncGenerator<Step> {
  const entries = await readdir(join(dir, below), { withFileTypes: true }).catch(String)
  if (typeof entries === 'string') {
    yield { file: below, entry: null, failure: entries }
    return
  }
  for (const entry of entries) {
    const file = join(below, entry.name)
    yield { file, entry, failure: null }
    if (entry.isDirectory()) yield* walk(dir, file)
  }
}

/** Bytes, or why there are none in words, or null for a folder, socket or pipe. */
async function readEntry(path: string, entry: Dirent): Promise<Buffer | string | null> {
  if (entry.isSymbolicLink()) return readlink(path, 'buffer').catch(String)
  return entry.isFile() ? readFile(path).catch(String) : null
}

function look(bytes: Uint8Array, needles: readonly Needle[], file: string, where: string): Find[] {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return needles.flatMap(({ word, encoding, bytes: needle }) => {
    const at = haystack.indexOf(needle)
    return at < 0 ? [] : [{ file, word, encoding, where: `${where}, byte ${at}` }]
  })
}
