/** Snappy's densest copy makes 64 bytes out of 3, so no honest stream grows by more than this. */
const largestGrowth = 22

/**
 * Decodes one raw Snappy block (format_description.txt of google/snappy: a varint length, then
 * literals and back references) that starts at `start`. What follows its end is ignored, since a
 * raw block does not say where it ends. What is not a whole valid block gives null, or with `partly`
 * as much as could be decoded.
 */
export function decodeSnappy(bytes: Uint8Array, start = 0, partly = false): Uint8Array | null {
  const head = readVarint(bytes, start)
  if (head === null) return null
  const most = (bytes.length - head.next) * largestGrowth
  if (head.value > most && !partly) return null
  const out = new Uint8Array(Math.min(head.value, most))
  let at = head.next
  let filled = 0
  const broken = () => (partly ? out.subarray(0, filled) : null)
  while (filled < out.length) {
    const tag = bytes[at++]
    if (tag === undefined) return broken()
    if ((tag & 3) === 0) {
      const extra = Math.max(0, (tag >> 2) - 59)
      const length = (extra === 0 ? tag >> 2 : littleEndian(bytes, at, extra)) + 1
      at += extra
      if (at + length > bytes.length || filled + length > out.length) return broken()
      out.set(bytes.subarray(at, at + length), filled)
      at += length
      filled += length
      continue
    }
    const copy = readCopy(bytes, at, tag)
    at = copy.next
    if (at > bytes.length || copy.offset === 0 || copy.offset > filled) return broken()
    if (filled + copy.length > out.length) return broken()
    // A copy may overlap what it writes, so it goes byte by byte.
    for (const end = filled + copy.length; filled < end; filled++) {
      out[filled] = out[filled - copy.offset] ?? 0
    }
  }
  return out
}

function readCopy(bytes: Uint8Array, at: number, tag: number) {
  if ((tag & 3) === 1) {
    const offset = ((tag >> 5) << 8) | (bytes[at] ?? 0)
    return { length: ((tag >> 2) & 7) + 4, offset, next: at + 1 }
  }
  const width = (tag & 3) === 2 ? 2 : 4
  return { length: (tag >> 2) + 1, offset: littleEndian(bytes, at, width), next: at + width }
}

function littleEndian(bytes: Uint8Array, at: number, width: number): number {
  let value = 0
  for (let i = width - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

/** Reads a base-128 varint of at most 53 bits; null when it is longer or cut off. */
export function readVarint(bytes: Uint8Array, at: number): { value: number; next: number } | null {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes[at + i]
    if (byte === undefined) return null
    value += (byte & 127) * 2 ** (7 * i)
    if (byte < 128) return Number.isSafeInteger(value) ? { value, next: at + i + 1 } : null
  }
  return null
}
