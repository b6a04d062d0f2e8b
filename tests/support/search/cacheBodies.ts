import type { View } from './view.ts'

const simpleEntryMagic = Buffer.from('305c72a71b6dfbfc', 'hex')
const simpleEndMagic = Buffer.from('d8410d97456ffaf4', 'hex')
const simpleHeaderLength = 24
const blockFileMagic = Buffer.from('c3ca04c1', 'hex')
const blockFileHeaderLength = 8192

/**
 * Where a file of Chromium's disk caches keeps bodies that may be compressed without a mark of
 * their own (net/disk_cache: simple/simple_entry_format.h and blockfile/disk_format_base.h). A file
 * that is no cache file gives none.
 */
export function* cacheBodies(name: string, bytes: Uint8Array): Generator<View> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.length >= simpleHeaderLength && startsWith(file, simpleEntryMagic)) {
    yield* simpleBodies(file)
  } else if (file.length > blockFileHeaderLength && startsWith(file, blockFileMagic)) {
    yield* blockBodies(file)
  } else if (/^f_[0-9a-f]{6}$/.test(name)) {
    yield { where: 'cache file', bytes: file }
  }
}

function startsWith(file: Buffer, magic: Buffer): boolean {
  return magic.equals(file.subarray(0, magic.length))
}

/** A Simple Cache entry: header and key, then streams, each closed by an end record. */
function* simpleBodies(file: Buffer): Generator<View> {
  let start = simpleHeaderLength + file.readUInt32LE(12)
  while (start < file.length) {
    const found = file.indexOf(simpleEndMagic, start)
    const end = found < 0 ? file.length : found
    if (end > start) yield { where: `cache body at ${start}`, bytes: file.subarray(start, end) }
    start = end + simpleHeaderLength
  }
}

/** A block file: a body begins on a block and takes one to four of them. */
function* blockBodies(file: Buffer): Generator<View> {
  const size = file.readInt32LE(12)
  if (size < 256 || size > 4096) return
  for (let at = blockFileHeaderLength; at + size <= file.length; at += size) {
    if (file.readUInt32LE(at) === 0) continue
    yield { where: `cache block at ${at}`, bytes: file.subarray(at, at + 4 * size) }
  }
}
