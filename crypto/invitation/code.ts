import { concatBytes, decode, encode } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import type { Sodium } from '../sodium.ts'
import { fromBase32, toBase32 } from './base32.ts'

/** What an invitation code holds. */
export interface InvitationCode {
  /** 16 random bytes: all that the door's keys follow from. */
  readonly seed: Uint8Array
  /** Where the door's mailbox lies: `ws://` or `wss://`, at most 128 characters. */
  readonly relay: string
}

const seedBytes = 16
const version = 1
const checksumBytes = 5
const maxAddressBytes = 128
/** Schemes by number, so that a code to be typed stays short. */
const schemes = ['wss://', 'ws://'] as const
/** A host name or address, perhaps a port and a path of plain characters: no user, query or fragment. */
const address =
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~-]*)*$/
const digitsInGroup = 5
const maxCodeLength = 512

/**
 * The code as text in groups of five: Crockford base32 of version, seed, relay and a checksum.
 * Fails as `relay-address-invalid` for an address that `parseInvitationCode` would not take.
 */
export function createInvitationCode(
  sodium: Sodium,
  code: InvitationCode,
): Result<string, 'relay-address-invalid'> {
  const scheme = schemes.findIndex((prefix) => code.relay.startsWith(prefix))
  const rest = code.relay.slice(schemes[scheme]?.length ?? 0)
  if (scheme < 0 || !isAddress(rest)) return fail('relay-address-invalid')
  const content = encode((writer) => {
    writer.u8(version)
    writer.fixed(code.seed)
    writer.u8(scheme)
    writer.text(rest)
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
    reader.require(reader.u8() === version, 'unknown version of code')
    const seed = reader.fixed(seedBytes)
    const scheme = reader.present(schemes[reader.u8()], 'unknown scheme')
    const rest = reader.text(maxAddressBytes)
    reader.require(isAddress(rest), 'relay address')
    return { seed, relay: scheme + rest }
  })
  return read.ok ? read : fail('invitation-malformed', read.failure.detail)
}

function isAddress(rest: string): boolean {
  return rest.length <= maxAddressBytes && address.test(rest)
}

/** The first 5 bytes of a hash: finds typing mistakes, proves nothing. */
function checksum(sodium: Sodium, content: Uint8Array): Uint8Array {
  return labelledHash(sodium, 'SR1/code-checksum', [content]).subarray(0, checksumBytes)
}
