/** Thrown inside the parser only; `parseUpdate` turns it into a failure. */
export class NotAnUpdate extends Error {}

/** Reads lib0's V1 primitives within the bounds of one array. */
export interface UpdateReader {
  byte(): number
  /** LEB128 without sign, minimal, at most 2^53 - 1. */
  uint(): number
  /** Strict UTF-8. */
  text(): string
  skip(length: number): void
  done(): boolean
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function createUpdateReader(bytes: Uint8Array): UpdateReader {
  let at = 0
  const byte = () => {
    const value = bytes[at]
    if (value === undefined) throw new NotAnUpdate('ends too early')
    at++
    return value
  }
  const uint = () => {
    let value = 0
    let scale = 1
    for (;;) {
      const part = byte()
      value += (part & 127) * scale
      if (!Number.isSafeInteger(value)) throw new NotAnUpdate('number too large')
      if (part < 128) {
        if (part === 0 && scale > 1) throw new NotAnUpdate('number not minimal')
        return value
      }
      scale *= 128
      if (scale > 2 ** 53) throw new NotAnUpdate('number too large')
    }
  }
  const take = (length: number) => {
    if (length > bytes.length - at) throw new NotAnUpdate('ends too early')
    at += length
    return bytes.subarray(at - length, at)
  }
  return {
    byte,
    uint,
    text: () => {
      try {
        return utf8.decode(take(uint()))
      } catch (error) {
        throw error instanceof NotAnUpdate ? error : new NotAnUpdate('text is not UTF-8')
      }
    },
    skip: (length) => {
      take(length)
    },
    done: () => at === bytes.length,
  }
}
