import { invariant } from '../result.ts'

const digits = '0123456789abcdef'

/** Two digits for each byte: a table is several times faster than formatting, and ids fill every header. */
const pairOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** The value of each digit by character code, 255 for all others. */
const valueOfCode = new Uint8Array(128).fill(255)
for (const [value, digit] of [...digits].entries()) valueOfCode[digit.charCodeAt(0)] = value

/** Lower-case hex of `length` bytes from `from` on. */
export function hexOf(bytes: Uint8Array, from = 0, length = bytes.length): string {
  let text = ''
  for (let at = from; at < from + length; at++) text += pairOfByte[bytes[at] ?? 0]
  return text
}

/** Writes the bytes of a lower-case hex id into `target` and returns where they end. */
export function putHex(id: string, target: Uint8Array, from: number): number {
  let at = from
  let seen = 0
  for (let index = 0; index < id.length; index += 2) {
    const high = valueOfCode[id.charCodeAt(index)] ?? 255
    const low = valueOfCode[id.charCodeAt(index + 1)] ?? 255
    seen |= high | low
    target[at++] = (high << 4) | low
  }
  invariant(seen < 16, 'an id is lower-case hex, two digits a byte')
  return at
}
