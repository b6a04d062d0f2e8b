import { hexOf } from './codec/hex.ts'

/**
 * Ids as lower-case hex strings, so that they can be keys of maps and of rows.
 * Lengths in bytes: forum, device, entry, epoch and envelope 32; member and incarnation 16.
 */
type Brand<Name extends string> = string & { readonly __brand: Name }

export type ForumId = Brand<'forum'>
export type MemberId = Brand<'member'>
export type DeviceId = Brand<'device'>
export type EntryId = Brand<'entry'>
export type EpochId = Brand<'epoch'>
export type EnvelopeId = Brand<'envelope'>
export type IncarnationId = Brand<'incarnation'>

/** Bytes to lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return hexOf(bytes)
}

/** Lower-case hex to bytes; throws on anything else, since ids inside the program are already parsed. */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex))
    throw new Error('Broken invariant: not lower-case hex')
  const bytes = new Uint8Array(hex.length / 2)
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  return bytes
}
