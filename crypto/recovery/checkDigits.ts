/**
 * Six check digits over digits of 5 bits: the BCH code of bech32m (BIP 350,
 * https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki). In a text of up to 89 digits it
 * finds every error of up to four digits, so every mistyped digit and every two that changed
 * places, adjacent or not; of all others it misses one in a thousand million. `purpose` goes into
 * the check, so that a text for another purpose is a mistake too. It finds mistakes, and proves
 * nothing.
 */
export function checkDigits(purpose: string, digits: readonly number[]): readonly number[] {
  const check = remainder(purpose, [...digits, 0, 0, 0, 0, 0, 0]) ^ constant
  return Array.from({ length: checkDigitCount }, (_, at) => (check >> (5 * (5 - at))) & 31)
}

/** Whether digits end in their six check digits. */
export function areChecked(purpose: string, digits: readonly number[]): boolean {
  return remainder(purpose, digits) === constant
}

export const checkDigitCount = 6
const constant = 0x2bc830a3
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

function remainder(purpose: string, digits: readonly number[]): number {
  const codes = Array.from(purpose, (letter) => letter.charCodeAt(0))
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)]
  let value = 1
  for (const digit of [...expanded, ...digits]) {
    const top = value >> 25
    value = ((value & 0x1ffffff) << 5) ^ digit
    generator.forEach((each, bit) => {
      if ((top >> bit) & 1) value ^= each
    })
  }
  return value
}
