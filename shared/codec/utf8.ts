/**
 * UTF-8 (RFC 3629) without TextEncoder, which neither `shared` nor `crypto` may know.
 * A lone surrogate becomes U+FFFD, as in the platform's own encoder.
 */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(utf8Length(text))
  putUtf8(text, bytes, 0)
  return bytes
}

/** How many bytes the text has. */
export function utf8Length(text: string): number {
  let length = 0
  for (let index = 0; index < text.length; index++) {
    const point = text.codePointAt(index) ?? 0
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
    if (point > 0xffff) index++
  }
  return length
}

/** Writes the text's `utf8Length` bytes into `bytes`, from `at` on. */
export function putUtf8(text: string, bytes: Uint8Array, from: number): void {
  let at = from
  for (let index = 0; index < text.length; index++) {
    let point = text.codePointAt(index) ?? 0
    if (point > 0xffff) index++
    else if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd
    if (point < 0x80) bytes[at++] = point
    else if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else {
      if (point < 0x10000) bytes[at++] = 0xe0 | (point >> 12)
      else {
        bytes[at++] = 0xf0 | (point >> 18)
        bytes[at++] = 0x80 | ((point >> 12) & 0x3f)
      }
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    }
  }
}

/**
 * Strict UTF-8 to text, or null: refuses overlong forms, surrogates, values over U+10FFFF and
 * truncation, so that one text has one byte form only. A byte order mark is kept as a character.
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at++] ?? 0
    if (first < 0x80) {
      text += String.fromCharCode(first)
      continue
    }
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1
    if (first < 0xc2 || first > 0xf4 || at + more > bytes.length) return null
    let point = first & (0x3f >> more)
    for (let left = more; left > 0; left--) {
      const next = bytes[at++] ?? 0
      if ((next & 0xc0) !== 0x80) return null
      point = (point << 6) | (next & 0x3f)
    }
    const least = more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000
    if (point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return null
    text += String.fromCodePoint(point)
  }
  return text
}
