import { decodeSnappy, readVarint } from './snappy.ts'
import { decodeZstd } from './streams.ts'
import type { View } from './view.ts'

const footerLength = 48
const magic = Buffer.from('57fb808b247547db', 'hex')

/** True when the bytes end like a LevelDB sorted table, whatever the file is called. */
export function looksLikeTable(bytes: Uint8Array): boolean {
  return bytes.length >= footerLength && magic.equals(bytes.subarray(bytes.length - magic.length))
}

/**
 * Every block of a LevelDB sorted table (doc/table_format.md of google/leveldb), decompressed, and
 * the keys that prefix compression had split, whole. A table that cannot be read to its end gives
 * the blocks that could and `broken` in words.
 */
export function readTable(bytes: Uint8Array): { views: View[]; broken: string | null } {
  const views: View[] = []
  const footer = bytes.subarray(bytes.length - footerLength)
  const meta = readHandle(footer, 0)
  const index = meta && readHandle(footer, meta.next)
  if (!meta || !index) return { views, broken: 'footer is not two block handles' }
  const pending = [
    { ...meta, names: 'table meta index', leadsOn: true },
    { ...index, names: 'table index', leadsOn: true },
  ]
  let broken: string | null = null
  for (const handle of pending) {
    const where = `${handle.names} at ${handle.offset}`
    const block = readBlock(bytes, handle.offset, handle.size)
    if (block === null) {
      broken ??= `${where} does not decode`
      continue
    }
    views.push({ where, bytes: block })
    const entries = readEntries(block)
    // A filter block is reached through the meta index and has no entries of its own.
    if (entries === null) {
      if (handle.leadsOn) broken ??= `${where} is not a list of entries`
      continue
    }
    views.push({ where: `${where}, whole keys`, bytes: entries.splitKeys })
    if (!handle.leadsOn) continue
    for (const value of entries.values) {
      const next = readHandle(value, 0)
      if (next) pending.push({ ...next, names: 'table block', leadsOn: false })
      else broken ??= `${where} holds what is not a block handle`
    }
  }
  return { views, broken }
}

function readHandle(bytes: Uint8Array, at: number) {
  const offset = readVarint(bytes, at)
  const size = offset && readVarint(bytes, offset.next)
  return offset && size ? { offset: offset.value, size: size.value, next: size.next } : null
}

function readBlock(file: Uint8Array, offset: number, size: number): Uint8Array | null {
  // After the block come one byte for the kind of compression and four of checksum.
  if (offset + size + 5 > file.length) return null
  const stored = file.subarray(offset, offset + size)
  const kind = file[offset + size]
  if (kind === 0) return stored
  if (kind === 1) return decodeSnappy(stored)
  return kind === 2 ? decodeZstd(stored) : null
}

function readEntries(block: Uint8Array): { splitKeys: Uint8Array; values: Uint8Array[] } | null {
  if (block.length < 4) return null
  const restarts = Buffer.from(block.buffer, block.byteOffset + block.length - 4, 4).readUInt32LE()
  const end = block.length - 4 - restarts * 4
  if (end < 0) return null
  const keys: Uint8Array[] = []
  const values: Uint8Array[] = []
  let key = Buffer.alloc(0)
  for (let at = 0; at < end;) {
    const shared = readVarint(block, at)
    const own = shared && readVarint(block, shared.next)
    const length = own && readVarint(block, own.next)
    if (!shared || !own || !length || shared.value > key.length) return null
    const valueAt = length.next + own.value
    at = valueAt + length.value
    if (at > end) return null
    key = Buffer.concat([key.subarray(0, shared.value), block.subarray(length.next, valueAt)])
    // A zero byte between keys keeps two of them from reading as one word.
    if (shared.value > 0) keys.push(key, new Uint8Array(1))
    values.push(block.subarray(valueAt, at))
  }
  return { splitKeys: Buffer.concat(keys), values }
}
