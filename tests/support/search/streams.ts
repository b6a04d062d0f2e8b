import * as zlib from 'node:zlib'
import type { View } from './view.ts'
import { decodeSnappy } from './snappy.ts'

const zstdMagic = Buffer.from('28b52ffd', 'hex')
const zstd: unknown = Reflect.get(zlib, 'zstdDecompressSync')
const limits = { maxOutputLength: 256 * 1024 * 1024 }
/** Cut-off streams give what they have instead of nothing. */
const lenient = { ...limits, finishFlush: zlib.constants.Z_SYNC_FLUSH }
const lenientBrotli = { ...limits, finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }

/** Starts of compressed streams that can be told by their first bytes. */
const beginnings: {
  name: string
  magic: Buffer
  decode: (bytes: Uint8Array) => Uint8Array | null
}[] = [
  { name: 'gzip', magic: Buffer.from('1f8b08', 'hex'), decode: decodeGzip },
  ...['7801', '785e', '789c', '78da'].map((hex) => ({
    name: 'zlib',
    magic: Buffer.from(hex, 'hex'),
    decode: decodeZlib,
  })),
  { name: 'zstd', magic: zstdMagic, decode: decodeZstd },
  // Blink's IDBValueWrapper: version tag, "needs processing", "compressed with Snappy".
  {
    name: 'Snappy value',
    magic: Buffer.from('ff1102', 'hex'),
    decode: (bytes) => decodeSnappy(bytes, 3, true),
  },
]

/** Every compressed stream in `bytes` that begins with a mark of its own, decompressed. */
export function* markedStreams(view: View): Generator<View> {
  const bytes = Buffer.from(view.bytes.buffer, view.bytes.byteOffset, view.bytes.length)
  for (const { name, magic, decode } of beginnings) {
    for (let at = bytes.indexOf(magic); at >= 0; at = bytes.indexOf(magic, at + 1)) {
      const inner = decode(bytes.subarray(at))
      if (inner && inner.length > 0)
        yield { where: `${view.where} > ${name} at ${at}`, bytes: inner }
    }
  }
}

/** A cached body whose compression does not show in its first bytes: Brotli and bare deflate. */
export function* unmarkedStreams(view: View): Generator<View> {
  const brotli = decodeBrotli(view.bytes)
  if (brotli && brotli.length > 0) yield { where: `${view.where} > brotli`, bytes: brotli }
  const deflated = decodeDeflate(view.bytes)
  if (deflated && deflated.length > 0) yield { where: `${view.where} > deflate`, bytes: deflated }
}

/** Decodes Zstandard where this Node can (22.15 and later); null where not or when it is none. */
export function decodeZstd(bytes: Uint8Array): Uint8Array | null {
  return typeof zstd === 'function' ? attempt(() => zstd(bytes, limits)) : null
}

/** True when the bytes may hold a Zstandard stream and this Node has no decoder for it. */
export function holdsUnreadableStream(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return typeof zstd !== 'function' && file.includes(zstdMagic)
}

/** Reads past the header (RFC 1952) itself: Node's gunzip throws when other bytes follow the end. */
function decodeGzip(bytes: Uint8Array): Uint8Array | null {
  const flags = bytes[3] ?? 0
  let at = 10
  if (flags & 4) at += 2 + (bytes[10] ?? 0) + 256 * (bytes[11] ?? 0)
  if (flags & 8) at = bytes.indexOf(0, at) + 1
  if (flags & 16) at = bytes.indexOf(0, at) + 1
  if (flags & 2) at += 2
  return decodeDeflate(bytes.subarray(at))
}

function decodeZlib(bytes: Uint8Array): Uint8Array | null {
  return attempt(() => zlib.inflateSync(bytes, lenient))
}

function decodeDeflate(bytes: Uint8Array): Uint8Array | null {
  return attempt(() => zlib.inflateRawSync(bytes, lenient))
}

function decodeBrotli(bytes: Uint8Array): Uint8Array | null {
  return attempt(() => zlib.brotliDecompressSync(bytes, lenientBrotli))
}

function attempt(decode: () => unknown): Uint8Array | null {
  try {
    const result = decode()
    return result instanceof Uint8Array ? result : null
  } catch {
    return null
  }
}
