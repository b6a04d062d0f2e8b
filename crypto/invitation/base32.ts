/** Crockford's alphabet: no I, L, O, U. https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Bytes as Crockford base32, the last digit filled up with zero bits. */
export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31] ?? ''
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + (alphabet[(held << (5 - bits)) & 31] ?? '')
}

/**
 * Crockford base32 back to bytes: any case, O read as 0 and I or L as 1. Null for any other
 * character, a digit too many, or filling bits that are not zero: one byte string has one form.
 */
export function fromBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (const character of text.toUpperCase()) {
    const digit = alphabet.indexOf(character.replace('O', '0').replace(/[IL]/, '1'))
    if (digit < 0) return null
    held = (held << 5) | digit
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = held >> bits
      held &= (1 << bits) - 1
    }
  }
  return bits < 5 && held === 0 ? bytes : null
}

/**
 * The value of each digit of a text, 0 to 31, read as leniently as `fromBase32` does; null when one
 * is no digit.
 */
export function digitsOf(text: string): number[] | null {
  const digits = Array.from(text.toUpperCase(), (character) =>
    alphabet.indexOf(character.replace('O', '0').replace(/[IL]/, '1')),
  )
  return digits.includes(-1) ? null : digits
}

/** The text of digits, each 0 to 31. */
export function textOf(digits: readonly number[]): string {
  return digits.map((digit) => alphabet[digit] ?? '').join('')
}
