import { decode, encode } from '#shared/codec/index.ts'
import type { Result } from '#shared/result.ts'

/** The document name that membership entries carry on their way through a mailbox. */
export const chainDocument = 'chain'

/** The format number of an `entry` envelope. */
export const entriesFormat = 1

const mostEntries = 64
const mostBytes = 64 * 1024
/** Entries in one envelope stay below this together, unless it is a single one. */
const batchBytes = 60 * 1024

/** Cuts entries into runs that each fit one envelope, in their order. */
export function batchEntries<T extends { readonly bytes: Uint8Array }>(
  entries: readonly T[],
): readonly (readonly T[])[] {
  const batches: T[][] = []
  let size = 0
  for (const entry of entries) {
    const last = batches.at(-1)
    if (
      last === undefined ||
      last.length === mostEntries ||
      size + entry.bytes.length > batchBytes
    ) {
      batches.push([entry])
      size = 0
    } else last.push(entry)
    size += entry.bytes.length
  }
  return batches
}

/** Membership entries as the payload of one `entry` envelope. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return encode((writer) => writer.list(entries, (bytes) => writer.bytes(bytes)), mostBytes)
}

/** Reads the payload of an `entry` envelope; the entries in it are still unchecked. */
export function decodeEntries(payload: Uint8Array): Result<readonly Uint8Array[], 'malformed'> {
  return decode(payload, (reader) => reader.list(mostEntries, () => reader.bytes(mostBytes)))
}
