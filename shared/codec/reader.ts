import { fail, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { hexOf } from './hex.ts'
import { decodeUtf8 } from './utf8.ts'

/** Reads the fields that a writer wrote. Every method ends the decoding at the first breach. */
export interface Reader {
  u8(): number
  u32(): number
  u64(): number
  /** Shortest-form LEB128 up to `max` (2^53 - 1 unless told). */
  varint(max?: number): number
  /** A copy of exactly `length` bytes. */
  fixed(length: number): Uint8Array<ArrayBuffer>
  /** A length-prefixed byte string of at most `max` bytes, copied. */
  bytes(max: number): Uint8Array<ArrayBuffer>
  /** The same as a view, for whoever keeps the whole input anyway. */
  view(max: number): Uint8Array
  /** Length-prefixed strict UTF-8 of at most `maxBytes` bytes. */
  text(maxBytes: number): string
  /** `length` bytes as lower-case hex. */
  hex(length: number): string
  flag(): boolean
  optional<T>(read: () => T): T | null
  list<T>(max: number, read: () => T): T[]
  /** How many bytes have been read. */
  offset(): number
  /** How many bytes are left. */
  left(): number
  /** Passes over `length` bytes, which the caller checks by itself. */
  skip(length: number): void
  /** Everything that is left, copied. */
  rest(): Uint8Array<ArrayBuffer>
  /** Ends the decoding as malformed unless the condition holds. The text never holds content. */
  require(condition: boolean, what: string): void
  /** The value; ends the decoding as malformed if there is none. */
  present<T>(value: T | undefined | null, what: string): T
}

/** Ends a decoding from within; `decode` turns it into a failure, so it never leaves this file. */
class Malformed extends Error {}

/**
 * Runs `read` over all of `bytes`. Fails as `malformed` on a truncated or overlong field, a
 * non-minimal integer, invalid UTF-8, a breached `require`, or bytes left over.
 */
export function decode<T>(bytes: Uint8Array, read: (reader: Reader) => T): Result<T, 'malformed'> {
  const reader = createReader(bytes)
  try {
    const value = read(reader)
    reader.require(reader.left() === 0, 'bytes left over')
    return ok(value)
  } catch (error) {
    if (error instanceof Malformed) return fail('malformed', error.message)
    throw error
  }
}

function createReader(bytes: Uint8Array): Reader {
  let at = 0

  function check(condition: boolean, what: string): asserts condition {
    if (!condition) throw new Malformed(what)
  }

  function u8(): number {
    const value = bytes[at]
    check(value !== undefined, 'truncated')
    at++
    return value
  }

  function bigEndian(width: number): number {
    let value = 0
    for (let left = width; left > 0; left--) value = value * 256 + u8()
    check(Number.isSafeInteger(value), 'integer too large')
    return value
  }

  function varint(max = Number.MAX_SAFE_INTEGER): number {
    let value = 0
    let unit = 1
    for (let count = 0; count < 8; count++) {
      const byte = u8()
      value += (byte & 0x7f) * unit
      unit *= 128
      if (byte < 0x80) {
        check(byte !== 0 || count === 0, 'integer not in shortest form')
        check(value <= max, 'integer too large')
        return value
      }
    }
    throw new Malformed('integer too large')
  }

  function fixed(length: number): Uint8Array<ArrayBuffer> {
    check(length <= bytes.length - at, 'truncated')
    const value = new Uint8Array(bytes.subarray(at, at + length))
    at += length
    return value
  }

  function view(max: number): Uint8Array {
    const length = varint(max)
    check(length <= bytes.length - at, 'truncated')
    at += length
    return bytes.subarray(at - length, at)
  }

  function lengthPrefixed(max: number): Uint8Array<ArrayBuffer> {
    return fixed(varint(max))
  }

  function flag(): boolean {
    const value = u8()
    check(value <= 1, 'flag neither 0 nor 1')
    return value === 1
  }

  return {
    u8,
    u32: () => bigEndian(4),
    u64: () => bigEndian(8),
    varint,
    fixed,
    bytes: lengthPrefixed,
    view,
    text(maxBytes) {
      const text = decodeUtf8(lengthPrefixed(maxBytes))
      check(text !== null, 'invalid UTF-8')
      return text
    },
    hex(length) {
      check(length <= bytes.length - at, 'truncated')
      at += length
      return hexOf(bytes, at - length, length)
    },
    flag,
    optional: (read) => (flag() ? read() : null),
    list(max, read) {
      const count = varint(max)
      const items = []
      for (let left = count; left > 0; left--) items.push(read())
      return items
    },
    offset: () => at,
    left: () => bytes.length - at,
    skip(length) {
      check(length <= bytes.length - at, 'truncated')
      at += length
    },
    rest: () => fixed(bytes.length - at),
    require: check,
    present(value, what) {
      check(value !== undefined && value !== null, what)
      return value
    },
  }
}
