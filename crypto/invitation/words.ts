import { wordlist } from '@scure/bip39/wordlists/english.js'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import type { Transcript } from './transcript.ts'

/** Six words of 11 bits each, of the 2,048 English words of BIP 39. */
export type SpokenWords = readonly [string, string, string, string, string, string]

/** The words that both sides compare by voice: the first 66 bits of a hash of the whole conversation. */
export function spokenWords(sodium: Sodium, transcript: Transcript): SpokenWords {
  const hash = labelledHash(sodium, 'SR1/spoken-words', [transcript.hash])
  function word(index: number): string {
    let value = 0
    for (let bit = index * 11; bit < index * 11 + 11; bit++) {
      value = value * 2 + (((hash[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    }
    const found = wordlist[value]
    invariant(found !== undefined, 'the list has 2,048 words')
    return found
  }
  return [word(0), word(1), word(2), word(3), word(4), word(5)]
}

/** Compares words as typed: case, commas and spacing do not count. `spoken-check-mistyped` otherwise. */
export function checkSpokenWords(
  expected: SpokenWords,
  typed: string,
): Result<null, 'spoken-check-mistyped'> {
  const words = typed
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^a-z]+/)
  const given = words.filter((word) => word !== '').join(' ')
  return given === expected.join(' ') ? ok(null) : fail('spoken-check-mistyped')
}
