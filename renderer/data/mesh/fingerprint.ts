import { fail, ok, type Result } from '#shared/result.ts'

const line = /^a=fingerprint:(\S+) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})*)$/

/**
 * The one SHA-256 certificate fingerprint of a session description (RFC 8122), 32 bytes. Several
 * differing ones, or another hash, are refused: both sides must be bound to one certificate.
 * Fails: 'peer-not-authenticated'.
 */
export function fingerprintOf(sdp: string): Result<Uint8Array, 'peer-not-authenticated'> {
  const found = new Set<string>()
  for (const text of sdp.split(/\r?\n/)) {
    if (!text.startsWith('a=fingerprint')) continue
    const [, hash, value] = line.exec(text) ?? []
    if (hash?.toLowerCase() !== 'sha-256' || value?.length !== 95)
      return fail('peer-not-authenticated', 'fingerprint in another form')
    found.add(value.toUpperCase())
  }
  const [only] = found
  if (only === undefined || found.size !== 1)
    return fail('peer-not-authenticated', 'needs exactly one fingerprint')
  return ok(Uint8Array.from(only.split(':'), (pair) => Number.parseInt(pair, 16)))
}
