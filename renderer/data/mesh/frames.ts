import { fail, invariant, ok, type Result } from '#shared/result.ts'

/** Bytes of a frame at most, header included; see transport.md 1.7 on data channel limits. */
export const maxFrameBytes = 64 * 1024
/** Bytes of a whole message at most. */
export const maxMessageBytes = 16 * 1024 * 1024

const firstMark = 1
const nextMark = 2
const firstHeader = 5
const nextHeader = 1

/**
 * Splits a message into frames for one ordered channel. The first is `1 | u32 length | bytes`, each
 * further one `2 | bytes`; all but the last are exactly 64 KiB, so a message has one form only.
 */
export function* splitIntoFrames(message: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  invariant(message.length > 0, 'an empty message is never sent')
  invariant(message.length <= maxMessageBytes, 'a message is at most 16 MiB')
  const room = Math.min(message.length, maxFrameBytes - firstHeader)
  const first = new Uint8Array(firstHeader + room)
  first[0] = firstMark
  new DataView(first.buffer).setUint32(1, message.length)
  first.set(message.subarray(0, room), firstHeader)
  yield first
  for (let at = room; at < message.length; at += maxFrameBytes - nextHeader) {
    const part = message.subarray(at, at + maxFrameBytes - nextHeader)
    const next = new Uint8Array(nextHeader + part.length)
    next[0] = nextMark
    next.set(part, nextHeader)
    yield next
  }
}

/** Puts frames together again. After a failure the channel is to be closed. */
export interface FrameReader {
  /** The whole message when `frame` was its last, else null. Fails: 'malformed', 'too-large'. */
  add(frame: Uint8Array): Result<Uint8Array | null, 'malformed' | 'too-large'>
  /** Changes the largest message taken, in bytes: small until the other side has proven itself. */
  allow(largest: number): void
}

/** Reads the frames of one channel; refuses all that `splitIntoFrames` would not have made. */
export function createFrameReader(largest: number): FrameReader {
  let limit = largest
  let parts: Uint8Array[] = []
  let missing = 0
  let total = 0

  function add(frame: Uint8Array): Result<Uint8Array | null, 'malformed' | 'too-large'> {
    if (frame.length > maxFrameBytes) return fail('too-large')
    const mark = missing === 0 ? firstMark : nextMark
    const header = mark === firstMark ? firstHeader : nextHeader
    if (frame[0] !== mark || frame.length <= header) return fail('malformed')
    if (mark === firstMark) {
      total = new DataView(frame.buffer, frame.byteOffset).getUint32(1)
      if (total > limit) return fail('too-large')
      missing = total
    }
    if (frame.length - header !== Math.min(missing, maxFrameBytes - header))
      return fail('malformed')
    missing -= frame.length - header
    parts.push(frame.subarray(header))
    if (missing > 0) return ok(null)
    const message = join(parts, total)
    parts = []
    return ok(message)
  }

  return {
    add,
    allow: (bytes) => {
      limit = bytes
    },
  }
}

function join(parts: readonly Uint8Array[], total: number): Uint8Array {
  const whole = new Uint8Array(total)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
