import { concatBytes } from '#shared/codec/index.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import { fromBase32, toBase32 } from './base32.ts'

const checksumBytes = 5
const digitsInGroup = 5
const maxCodeLength = 512

/** Bytes as people read them out: Crockford base32 with a checksum at the end, in groups of five. */
export function writeCodeText(sodium: Sodium, content: Uint8Array): string {
  const digits = toBase32(concatBytes(content, checksum(sodium, content)))
  return digits.replace(new RegExp(`.{${digitsInGroup}}(?=.)`, 'g'), '$&-')
}

/**
 * The bytes of a code as people type it: any case, with or without spaces and hyphens, O for 0 and I
 * or L for 1. Null when anything else is wrong, which any single wrong character is.
 */
export function readCodeText(sodium: Sodium, text: string): Uint8Array | null {
  if (text.length > maxCodeLength) return null
  // Phones put in dashes of other lengths and spaces that do not break.
  const bytes = fromBase32(text.replace(/[\s\u2010-\u2015\u2212-]/g, ''))
  if (bytes === null || bytes.length <= checksumBytes) return null
  const content = bytes.subarray(0, bytes.length - checksumBytes)
  const given = bytes.subarray(bytes.length - checksumBytes)
  return sodium.equal(checksum(sodium, content), given) ? content : null
}

/** The first 5 bytes of a hash: finds typing mistakes, proves nothing. */
function checksum(sodium: Sodium, content: Uint8Array): Uint8Array {
  return labelledHash(sodium, 'SR1/code-checksum', [content]).subarray(0, checksumBytes)
}
