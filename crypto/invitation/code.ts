import { concatBytes, decode, encode } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import { fromBase32, toBase32 } from './base32.ts'
import { doorPurposes, purposeNumber } from './purpose.ts'
import type { DoorPurpose } from './purpose.ts'
import { readRelay, relayParts, writeRelay } from './relayParts.ts'

/** What a code holds: an invitation, or one for a computer of somebody who is a member already. */
export interface InvitationCode {
  readonly purpose: DoorPurpose
  /** 16 random bytes: all that the door's keys follow from. */
  readonly seed: Uint8Array
  /** Where the door's mailbox lies: `ws://` or `wss://`, at most 128 characters. */
  readonly relay: string
}

const seedBytes = 16
const checksumBytes = 5
const digitsInGroup = 5
const maxCodeLength = 512

/**
 * The code as text in groups of five: Crockford base32 of purpose, seed, relay and a checksum.
 * Fails as `relay-address-invalid` for an address that `parseInvitationCode` would not take.
 */
export function createInvitationCode(
  sodium: Sodium,
  code: InvitationCode,
): Result<string, 'relay-address-invalid'> {
  const relay = relayParts(code.relay)
  if (relay === null) return fail('relay-address-invalid')
  const content = encode((writer) => {
    writer.u8(purposeNumber(code.purpose))
    writer.fixed(code.seed)
    writeRelay(writer, relay)
  })
  const digits = toBase32(concatBytes(content, checksum(sodium, content)))
  return ok(digits.replace(new RegExp(`.{${digitsInGroup}}(?=.)`, 'g'), '$&-'))
}

/**
 * Reads a code as people type it: any case, with or without spaces and hyphens, O for 0 and I or L
 * for 1. Everything else is strict: `invitation-malformed`, which any single wrong character is.
 */
export function parseInvitationCode(
  sodium: Sodium,
  text: string,
): Result<InvitationCode, 'invitation-malformed'> {
  if (text.length > maxCodeLength) return fail('invitation-malformed', 'too long')
  // Phones put in dashes of other lengths and spaces that do not break.
  const bytes = fromBase32(text.replace(/[\s\u2010-\u2015\u2212-]/g, ''))
  if (bytes === null || bytes.length <= checksumBytes) return fail('invitation-malformed', 'digits')
  const content = bytes.subarray(0, bytes.length - checksumBytes)
  const given = bytes.subarray(bytes.length - checksumBytes)
  if (!sodium.equal(checksum(sodium, content), given))
    return fail('invitation-malformed', 'checksum')
  const read = decode(content, (reader) => {
    const purpose = reader.present(doorPurposes[reader.u8() - 1], 'unknown kind of code')
    const seed = reader.fixed(seedBytes)
    return { purpose, seed, relay: readRelay(reader) }
  })
  return read.ok ? read : fail('invitation-malformed', read.failure.detail)
}

/** The first 5 bytes of a hash: finds typing mistakes, proves nothing. */
function checksum(sodium: Sodium, content: Uint8Array): Uint8Array {
  return labelledHash(sodium, 'SR1/code-checksum', [content]).subarray(0, checksumBytes)
}
