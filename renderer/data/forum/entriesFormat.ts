import { decode, encode } from '#shared/codec/index.ts'
import type { Result } from '#shared/result.ts'

/** The document name that membership entries carry on their way through a mailbox. */
export const chainDocument = 'chain'

const mostEntries = 64
const mostBytes = 64 * 1024

/** Membership entries as the payload of one `entry` envelope. */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  return encode((writer) => writer.list(entries, (bytes) => writer.bytes(bytes)), 64 * 1024)
}

/** Reads the payload of an `entry` envelope; the entries in it are still unchecked. */
export function decodeEntries(payload: Uint8Array): Result<readonly Uint8Array[], 'malformed'> {
  return decode(payload, (reader) => reader.list(mostEntries, () => reader.bytes(mostBytes)))
}
