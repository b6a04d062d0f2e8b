import { concatBytes, decode, encode } from '#shared/codec/index.ts'
import type { ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { derive } from '../derive.ts'
import { maxEntryBytes } from '../membership/limits.ts'
import { padTo, unpad } from '../padding.ts'
import type { KeyPair, Sodium } from '../sodium.ts'

/** Membership entries sealed for a one-off mailbox that waybills lead to. */
export interface Bundle {
  /** 32 random bytes, from which the mailbox and the seal follow. */
  readonly secret: Uint8Array
  /** What lies in the mailbox, in any order; each fits one blob of a relay. */
  readonly parts: readonly Uint8Array[]
}

export interface BundlePart {
  readonly index: number
  readonly entries: readonly Uint8Array[]
}

/** Entries in one part stay below this, so that a part in its seal fits a relay's frame. */
const maxPartBytes = 176 * 1024
const maxPartEntries = 4096
/** 44 MiB: what is longer than this is none of a waybill, and would not fit a mailbox. */
export const maxBundleParts = 256
const nonceBytes = 24

/** Seals entries into as many parts as needed. `too-large` when they are more than a mailbox takes. */
export function sealBundle(
  sodium: Sodium,
  forum: ForumId,
  entries: readonly Uint8Array[],
): Result<Bundle> {
  const groups: Uint8Array[][] = [[]]
  let size = 0
  for (const entry of entries) {
    if (size + entry.length > maxPartBytes) {
      groups.push([])
      size = 0
    }
    groups.at(-1)?.push(entry)
    size += entry.length + 4
  }
  if (groups.length > maxBundleParts) return fail('too-large', 'bundle')
  const secret = sodium.random(32)
  const key = derive(sodium, secret, 'SR1/bundle-seal')
  const parts = groups.map((group, index) => {
    const content = encode((writer) => {
      writer.varint(index)
      writer.list(group, writer.bytes)
    }, maxPartBytes)
    const nonce = sodium.random(nonceBytes)
    return concatBytes(nonce, sodium.seal(key, nonce, boundTo(forum), padTo(content)))
  })
  sodium.erase(key)
  return ok({ secret, parts })
}

/** The capability of the mailbox in which a bundle lies. */
export function bundleMailbox(sodium: Sodium, secret: Uint8Array): KeyPair {
  return sodium.signingPair(derive(sodium, secret, 'SR1/bundle-mailbox'))
}

/** Opens one part. `decryption-failed` for another bundle's, or when a byte is wrong. */
export function openBundlePart(
  sodium: Sodium,
  forum: ForumId,
  secret: Uint8Array,
  bytes: Uint8Array,
): Result<BundlePart> {
  if (bytes.length < nonceBytes) return fail('malformed', 'bundle part')
  const nonce = bytes.subarray(0, nonceBytes)
  const key = derive(sodium, secret, 'SR1/bundle-seal')
  const padded = sodium.open(key, nonce, boundTo(forum), bytes.subarray(nonceBytes))
  sodium.erase(key)
  if (!padded.ok) return padded
  const content = unpad(padded.value)
  if (content === null) return fail('padding-invalid')
  return decode(content, (reader) => ({
    index: reader.varint(maxBundleParts - 1),
    entries: reader.list(maxPartEntries, () => reader.bytes(maxEntryBytes)),
  }))
}

function boundTo(forum: ForumId): Uint8Array {
  return encode((writer) => {
    writer.text('SR1/bundle')
    writer.hex(forum)
  })
}
