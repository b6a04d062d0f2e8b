import { invariant } from '../result.ts'
import { putHex } from './hex.ts'
import { putUtf8, utf8Length } from './utf8.ts'

/** Appends fields in a fixed order. Everything it writes, the reader reads back in one way only. */
export interface Writer {
  /** One byte. */
  u8(value: number): void
  /** Four bytes, big-endian. */
  u32(value: number): void
  /** Eight bytes, big-endian; at most 2^53 - 1. */
  u64(value: number): void
  /** Unsigned LEB128, shortest form; at most 2^53 - 1. */
  varint(value: number): void
  /** Exactly these bytes: the reader must know the length. */
  fixed(bytes: Uint8Array): void
  /** Length as varint, then the bytes ("lp"). */
  bytes(bytes: Uint8Array): void
  /** UTF-8 with its length before it. */
  text(text: string): void
  /** The bytes of a lower-case hex id, without a length. */
  hex(id: string): void
  /** One byte 0 or 1. */
  flag(value: boolean): void
  /** 0, or 1 and the value. */
  optional<T>(value: T | null, write: (value: T) => void): void
  /** Count as varint, then each item. */
  list<T>(items: readonly T[], write: (item: T) => void): void
}

/**
 * Runs `write` on a fresh writer and returns exactly what it wrote. It may be a view of a larger
 * buffer: of one of `expected` bytes, or of the given one, as long as that suffices.
 */
export function encode(
  write: (writer: Writer) => void,
  expected: number | Uint8Array<ArrayBuffer> = 256,
): Uint8Array<ArrayBuffer> {
  let buffer = typeof expected === 'number' ? new Uint8Array(expected) : expected
  let length = 0

  function reserve(more: number): void {
    if (length + more <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more))
    larger.set(buffer.subarray(0, length))
    buffer = larger
  }

  function u8(value: number): void {
    invariant(Number.isInteger(value) && value >= 0 && value <= 0xff, 'a byte lies in 0..255')
    reserve(1)
    buffer[length++] = value
  }

  function bigEndian(value: number, width: number): void {
    invariant(Number.isSafeInteger(value) && value >= 0, 'an integer is safe and not negative')
    reserve(width)
    let rest = value
    for (let at = length + width - 1; at >= length; at--) {
      buffer[at] = rest % 256
      rest = Math.floor(rest / 256)
    }
    invariant(rest === 0, 'an integer fits its field')
    length += width
  }

  function varint(value: number): void {
    invariant(Number.isSafeInteger(value) && value >= 0, 'an integer is safe and not negative')
    reserve(8)
    let rest = value
    while (rest > 0x7f) {
      buffer[length++] = (rest % 128) | 0x80
      rest = Math.floor(rest / 128)
    }
    buffer[length++] = rest
  }

  function fixed(bytes: Uint8Array): void {
    reserve(bytes.length)
    buffer.set(bytes, length)
    length += bytes.length
  }

  function lengthPrefixed(bytes: Uint8Array): void {
    varint(bytes.length)
    fixed(bytes)
  }

  write({
    u8,
    u32: (value) => bigEndian(value, 4),
    u64: (value) => bigEndian(value, 8),
    varint,
    fixed,
    bytes: lengthPrefixed,
    text(text) {
      const size = utf8Length(text)
      varint(size)
      reserve(size)
      putUtf8(text, buffer, length)
      length += size
    },
    hex(id) {
      reserve(Math.ceil(id.length / 2))
      length = putHex(id, buffer, length)
    },
    flag: (value) => u8(value ? 1 : 0),
    optional(value, writeValue) {
      u8(value === null ? 0 : 1)
      if (value !== null) writeValue(value)
    },
    list(items, writeItem) {
      varint(items.length)
      for (const item of items) writeItem(item)
    },
  })
  return buffer.subarray(0, length)
}
