import { toHex } from '#shared/ids.ts'

/**
 * 16 random bytes as hex. Keys of maps outlive what they name, even in a collected document, so they
 * must say nothing.
 */
export function newId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)))
}

export function isEntryId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}
