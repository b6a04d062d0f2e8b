import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareBytes,
  concatBytes,
  decode,
  decodeUtf8,
  encode,
  encodeUtf8,
  equalBytes,
} from '#shared/codec/index.ts'
import type { Reader, Writer } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'

const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes)

/** One field of a random message: how to write it and how to read it back. */
interface Field {
  readonly value: unknown
  write(writer: Writer): void
  read(reader: Reader): unknown
}

function field<T>(
  arbitrary: fc.Arbitrary<T>,
  write: (w: Writer, v: T) => void,
  read: (r: Reader) => T,
) {
  return arbitrary.map((value): Field => ({ value, write: (writer) => write(writer, value), read }))
}

const hexId = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)
const anyBytes = fc.uint8Array({ maxLength: 300 })
const anyText = fc.string({ unit: 'binary', maxLength: 60 })
const fields: fc.Arbitrary<Field> = fc.oneof(
  field(
    fc.integer({ min: 0, max: 255 }),
    (w, v) => w.u8(v),
    (r) => r.u8(),
  ),
  field(
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    (w, v) => w.u32(v),
    (r) => r.u32(),
  ),
  field(
    fc.maxSafeNat(),
    (w, v) => w.u64(v),
    (r) => r.u64(),
  ),
  field(
    fc.maxSafeNat(),
    (w, v) => w.varint(v),
    (r) => r.varint(),
  ),
  field(
    anyBytes,
    (w, v) => w.bytes(v),
    (r) => r.bytes(300),
  ),
  field(
    anyText,
    (w, v) => w.text(v),
    (r) => r.text(1000),
  ),
  field(
    hexId,
    (w, v) => w.hex(v),
    (r) => r.hex(32),
  ),
  field(
    fc.boolean(),
    (w, v) => w.flag(v),
    (r) => r.flag(),
  ),
  field(
    fc.option(anyText),
    (w, v) => w.optional(v, w.text),
    (r) => r.optional(() => r.text(1000)),
  ),
  field(
    fc.array(hexId, { maxLength: 5 }),
    (w, v) => w.list(v, w.hex),
    (r) => r.list(5, () => r.hex(32)),
  ),
)

describe('the strict codec', () => {
  test('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 12 }), (message) => {
        const bytes = encode((writer) => message.forEach((each) => each.write(writer)), 4)
        const read = decode(bytes, (reader) => message.map((each) => each.read(reader)))
        expect(read).toEqual({ ok: true, value: message.map((each) => each.value) })
      }),
    )
  })

  test('has one byte form for each message: what it accepts it would have written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const read = decode(bytes, (reader) => ({
          number: reader.varint(),
          text: reader.text(20),
          flags: reader.list(4, reader.flag),
        }))
        if (!read.ok) return
        const again = encode((writer) => {
          writer.varint(read.value.number)
          writer.text(read.value.text)
          writer.list(read.value.flags, writer.flag)
        })
        expect(again).toEqual(bytes)
      }),
      { numRuns: 5000 },
    )
  })

  test('refuses every truncation and every trailing byte', () => {
    fc.assert(
      fc.property(fc.array(fields, { minLength: 1, maxLength: 6 }), fc.nat(), (message, cut) => {
        const bytes = encode((writer) => message.forEach((each) => each.write(writer)))
        const readAll = (reader: Reader) => message.map((each) => each.read(reader))
        expect(decode(bytes.subarray(0, cut % bytes.length), readAll).ok).toBe(false)
        expect(decode(concatBytes(bytes, bytesOf(0)), readAll)).toMatchObject({
          failure: { code: 'malformed', detail: 'bytes left over' },
        })
      }),
    )
  })

  test.each([
    ['a zero too many', bytesOf(0x80, 0x00)],
    ['a longer form of 1', bytesOf(0x81, 0x80, 0x00)],
    ['more than 2^53 - 1', bytesOf(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10)],
    ['no end', new Uint8Array(20).fill(0x80)],
    ['nothing at all', bytesOf()],
  ])('refuses an integer with %s', (_, bytes) => {
    expect(decode(bytes, (reader) => reader.varint()).ok).toBe(false)
  })

  test('writes the largest safe integer in eight bytes and reads it', () => {
    const bytes = encode((writer) => writer.varint(Number.MAX_SAFE_INTEGER))
    expect(bytes.length).toBe(8)
    expect(decode(bytes, (reader) => reader.varint())).toMatchObject({
      value: Number.MAX_SAFE_INTEGER,
    })
  })

  test('refuses lengths and counts over their limit before it takes memory for them', () => {
    const huge = encode((writer) => writer.varint(2 ** 40))
    expect(decode(huge, (reader) => reader.bytes(1000)).ok).toBe(false)
    expect(decode(huge, (reader) => reader.bytes(2 ** 50)).ok).toBe(false)
    expect(decode(huge, (reader) => reader.list(16, reader.u8)).ok).toBe(false)
  })

  test('refuses a flag that is neither 0 nor 1, and a value that must be there and is not', () => {
    expect(decode(bytesOf(2), (reader) => reader.flag()).ok).toBe(false)
    expect(decode(bytesOf(), (reader) => reader.present(null, 'nothing')).ok).toBe(false)
  })

  test('throws on what the program itself must not write', () => {
    for (const write of [
      (writer: Writer) => writer.u8(256),
      (writer: Writer) => writer.u32(2 ** 32),
      (writer: Writer) => writer.varint(-1),
      (writer: Writer) => writer.varint(0.5),
      (writer: Writer) => writer.hex('ABCD'),
      (writer: Writer) => writer.hex('abc'),
    ]) {
      expect(() => encode(write)).toThrow('Broken invariant')
    }
  })

  test('lets errors that are no malformed input through', () => {
    expect(() =>
      decode(bytesOf(), () => {
        throw new TypeError('a mistake in the program')
      }),
    ).toThrow(TypeError)
  })
})

describe('UTF-8 without the platform', () => {
  test('agrees with the platform in both directions, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const bytes = encodeUtf8(text)
        expect(bytes).toEqual(new Uint8Array(new TextEncoder().encode(text)))
        expect(decodeUtf8(bytes)).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('replaces lone surrogates as the platform does', () => {
    for (const text of ['\ud800', 'a\udc00b', '\ud83d', '\udc00\ud800']) {
      expect(encodeUtf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)))
    }
  })

  test('refuses exactly what the platform refuses when told to be strict', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
        let expected: string | null = null
        try {
          expected = strict.decode(bytes)
        } catch {
          expected = null
        }
        expect(decodeUtf8(bytes)).toBe(expected)
      }),
      { numRuns: 20_000 },
    )
  })

  test.each([
    ['an overlong form', [0xc0, 0xaf]],
    ['an overlong form of three bytes', [0xe0, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a point beyond the last', [0xf4, 0x90, 0x80, 0x80]],
    ['a continuation alone', [0x80]],
    ['a truncated character', [0xe2, 0x82]],
  ])('refuses %s', (_, bytes) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBeNull()
  })
})

describe('byte strings', () => {
  test('compare in the order of their hex', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (a, b) => {
        const [hexA, hexB] = [toHex(a), toHex(b)]
        expect(Math.sign(compareBytes(a, b))).toBe(hexA < hexB ? -1 : hexA > hexB ? 1 : 0)
        expect(equalBytes(a, b)).toBe(hexA === hexB)
        expect(hexA).toBe(toHex(a))
      }),
    )
  })
})
