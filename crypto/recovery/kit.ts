import { concatBytes, decode, encode } from '#shared/codec/index.ts'
import type { ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { labelledHash } from '../derive.ts'
import { fromBase32, toBase32 } from '../invitation/base32.ts'
import { readRelay, relayParts, writeRelay } from '../invitation/relayParts.ts'
import type { Sodium } from '../sodium.ts'
import { parseRecoveryKey, recoveryKeyText } from './recoveryKey.ts'

/** What a member keeps on paper to come back with: the key, and where to knock with it. */
export interface RecoveryKit {
  readonly recoveryKey: Uint8Array
  readonly forum: ForumId
  /** `ws://` or `wss://`, at most 128 characters. */
  readonly relay: string
}

const version = 1
const checksumBytes = 5
const keyDigits = 40
const digitsInGroup = 5
const maxKitLength = 1024

/**
 * The kit as text: the recovery key in its eight groups, and on a second line the address, which is
 * Crockford base32 of version, forum, relay and a checksum over those and the key. So the key can be
 * typed alone, and the two lines of two kits are no kit. Where to knock follows from key and forum. Fails as `relay-address-invalid`.
 */
export function encodeRecoveryKit(
  sodium: Sodium,
  kit: RecoveryKit,
): Result<string, 'relay-address-invalid'> {
  const relay = relayParts(kit.relay)
  if (relay === null) return fail('relay-address-invalid')
  const content = encode((writer) => {
    writer.u8(version)
    writer.hex(kit.forum)
    writeRelay(writer, relay)
  })
  const digits = toBase32(concatBytes(content, checksum(sodium, kit.recoveryKey, content)))
  const address = digits.replace(new RegExp(`.{${digitsInGroup}}(?=.)`, 'g'), '$&-')
  return ok(`${recoveryKeyText(kit.recoveryKey)}\n${address}`)
}

/**
 * Reads a kit as people type it, as leniently as `parseRecoveryKey`. `recovery-key-mistyped` when
 * the first 40 digits are no recovery key, `recovery-kit-malformed` for the rest.
 */
export function parseRecoveryKit(
  sodium: Sodium,
  text: string,
): Result<RecoveryKit, 'recovery-key-mistyped' | 'recovery-kit-malformed'> {
  if (text.length > maxKitLength) return fail('recovery-kit-malformed', 'too long')
  const digits = text.replace(/[\s\u2010-\u2015\u2212-]/g, '')
  const recoveryKey = parseRecoveryKey(digits.slice(0, keyDigits))
  if (!recoveryKey.ok) return recoveryKey
  const bytes = fromBase32(digits.slice(keyDigits))
  if (bytes === null || bytes.length <= checksumBytes)
    return fail('recovery-kit-malformed', 'digits')
  const content = bytes.subarray(0, bytes.length - checksumBytes)
  const given = bytes.subarray(bytes.length - checksumBytes)
  if (!sodium.equal(checksum(sodium, recoveryKey.value, content), given))
    return fail('recovery-kit-malformed', 'checksum')
  const read = decode(content, (reader): Omit<RecoveryKit, 'recoveryKey'> => {
    reader.require(reader.u8() === version, 'unknown version of kit')
    // The brand says that this is what the hex of a forum's id looks like, and it is 32 bytes.
    const forum = reader.hex(32) as ForumId
    return { forum, relay: readRelay(reader) }
  })
  if (!read.ok) return fail('recovery-kit-malformed', read.failure.detail)
  return ok({ recoveryKey: recoveryKey.value, ...read.value })
}

/** Finds typing mistakes and halves of two kits; proves nothing. */
function checksum(sodium: Sodium, recoveryKey: Uint8Array, content: Uint8Array): Uint8Array {
  const parts = [recoveryKey, content]
  return labelledHash(sodium, 'SR1/kit-checksum', parts).subarray(0, checksumBytes)
}
