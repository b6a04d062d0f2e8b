import { decode, encode } from '#shared/codec/index.ts'

/**
 * The padded length for `length` bytes: 512, 1024, 2048, 4096, then steps of an eighth of the power
 * of two below. A short edit and a long one look alike; a large one gives away its size to an eighth.
 */
export function paddedLength(length: number): number {
  if (length <= 512) return 512
  let power = 512
  while (power * 2 < length) power *= 2
  if (power < 4096) return power * 2
  const step = power / 8
  return Math.ceil(length / step) * step
}

/** Length as four bytes, content, zeros up to the bucket. */
export function padTo(content: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedLength(content.length + 4))
  padded.set(encode((writer) => writer.u32(content.length)))
  padded.set(content, 4)
  return padded
}

/** What `padTo` padded; null unless the length, the bucket and every zero fit. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  const length = decode(padded.subarray(0, 4), (reader) => reader.u32())
  if (!length.ok || padded.length !== paddedLength(length.value + 4)) return null
  const end = 4 + length.value
  return padded.subarray(end).every((byte) => byte === 0) ? padded.slice(4, end) : null
}
