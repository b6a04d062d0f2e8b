import { cacheBodies } from './cacheBodies.ts'
import { readLog } from './levelLog.ts'
import { looksLikeTable, readTable } from './levelTable.ts'
import type { View } from './view.ts'
import { holdsUnreadableStream, markedStreams, unmarkedStreams } from './streams.ts'

/** Compressed inside compressed (a Snappy value in a Snappy block in a page's gzip) ends here. */
const deepest = 3

/** What a file turned out to be, and every way to read it. */
export interface Reading {
  readonly kind: 'table' | 'log' | 'other'
  readonly broken: string | null
  readonly views: Iterable<View>
}

/** All readings of a file's bytes: as they lie, as LevelDB, as a cache file, and decompressed. */
export function readFileViews(name: string, bytes: Uint8Array): Reading {
  const plain: View = { where: 'plain', bytes }
  if (looksLikeTable(bytes)) {
    const table = readTable(bytes)
    return { kind: 'table', broken: table.broken, views: deepen([plain, ...table.views]) }
  }
  if (/^\d{6,}\.log$|^MANIFEST-\d+$/.test(name)) {
    return { kind: 'log', broken: null, views: deepen([plain, ...readLog(bytes)]) }
  }
  const tableName = /\.(ldb|sst)$/.test(name) && bytes.length > 0
  const broken = tableName
    ? 'has no footer of a table'
    : holdsUnreadableStream(bytes)
      ? 'may hold Zstandard, which this Node cannot decode'
      : null
  return { kind: 'other', broken, views: deepen([plain], cacheBodies(name, bytes)) }
}

function* deepen(views: View[], bodies: Iterable<View> = [], depth = 0): Generator<View> {
  for (const view of views) {
    yield view
    if (depth < deepest) yield* deepenEach(markedStreams(view), depth)
  }
  for (const body of bodies) yield* deepenEach(unmarkedStreams(body), depth)
}

function* deepenEach(views: Iterable<View>, depth: number): Generator<View> {
  for (const view of views) yield* deepen([view], [], depth + 1)
}
