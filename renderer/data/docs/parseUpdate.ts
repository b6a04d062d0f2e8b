import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { NotAnUpdate, createUpdateReader } from './updateReader.ts'
import type { UpdateReader } from './updateReader.ts'
import { readContent } from './readContent.ts'

/** Largest update in bytes; docs/PROTOCOL.md, limits. */
export const updateLimit = 256 * 1024

/** What one member's update brings: its client, and the clocks from (included) to (not included). */
export interface ParsedUpdate {
  /** Null when the update only deletes. */
  readonly writes: { readonly client: number; readonly from: number; readonly to: number } | null
  readonly deletes: boolean
}

/**
 * Reads a Yjs V1 update (yjs 13.6, `encoding.js`, `UpdateDecoder.js`) without touching Yjs: one client
 * at most, no gaps, no sub-documents, nothing after the end. V2 bytes do not parse. Fails with
 * `too-large` or `malformed`.
 */
export function parseUpdate(update: Uint8Array): Result<ParsedUpdate, 'too-large' | 'malformed'> {
  if (update.byteLength > updateLimit) return fail('too-large')
  try {
    const reader = createUpdateReader(update)
    const clients = reader.uint()
    if (clients > 1) throw new NotAnUpdate('several clients')
    const writes = clients === 0 ? null : readStructs(reader)
    const deletes = readDeletes(reader)
    if (!reader.done()) throw new NotAnUpdate('bytes after the end')
    if (writes === null && !deletes) throw new NotAnUpdate('empty')
    return ok({ writes, deletes })
  } catch (error) {
    if (error instanceof NotAnUpdate) return fail('malformed', error.message)
    throw error
  }
}

const hasOrigin = 0b1000_0000
const hasRightOrigin = 0b0100_0000
const hasParentKey = 0b0010_0000
const contentBits = 0b0001_1111

function readStructs(reader: UpdateReader) {
  const count = reader.uint()
  if (count === 0) throw new NotAnUpdate('no structs')
  const client = reader.uint()
  const from = reader.uint()
  let clock = from
  const readId = () => {
    const of = reader.uint()
    // Yjs throws half-way on an item that stands beside one of its own author's later ones.
    if (reader.uint() >= clock && of === client) throw new NotAnUpdate('refers to its own future')
  }
  for (let at = 0; at < count; at++) {
    const info = reader.byte()
    let length: number
    if (info === 0) {
      length = reader.uint()
    } else {
      if ((info & hasOrigin) !== 0) readId()
      if ((info & hasRightOrigin) !== 0) readId()
      if ((info & (hasOrigin | hasRightOrigin)) === 0) {
        const root = reader.uint()
        if (root > 1) throw new NotAnUpdate('parent is neither root nor item')
        if (root === 1) reader.text()
        else readId()
        if ((info & hasParentKey) !== 0) reader.text()
      }
      length = readContent(reader, info & contentBits)
    }
    if (length === 0) throw new NotAnUpdate('empty struct')
    clock += length
    if (!Number.isSafeInteger(clock)) throw new NotAnUpdate('clock too large')
  }
  return { client, from, to: clock }
}

function readDeletes(reader: UpdateReader): boolean {
  const clients = reader.uint()
  const seen = new Set<number>()
  for (let at = 0; at < clients; at++) {
    const client = reader.uint()
    if (seen.has(client)) throw new NotAnUpdate('deletes name a client twice')
    seen.add(client)
    const ranges = reader.uint()
    if (ranges === 0) throw new NotAnUpdate('empty deletes')
    let end = 0
    for (let range = 0; range < ranges; range++) {
      const clock = reader.uint()
      const length = reader.uint()
      if (clock < end || length === 0) throw new NotAnUpdate('deletes out of order')
      end = clock + length
      if (!Number.isSafeInteger(end)) throw new NotAnUpdate('clock too large')
    }
  }
  return clients > 0
}
