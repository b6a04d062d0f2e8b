import { fail, ok, type Result } from './result.ts'

/** Where the page looks for a relay until somebody chooses another. */
export const defaultRelayUrl = 'ws://127.0.0.1:4455'

const longest = 300
const form = /^(wss?):\/\/(\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::([0-9]{1,5}))?\/?$/

/**
 * Reads a relay's address and returns it in its one spelling, such as `wss://relay.example:443`.
 * Without TLS only an address of this computer or of a private network is taken (RFC 1918, RFC
 * 4193, RFC 3927, RFC 8375 and mDNS names): the content is sealed either way, but who talks to
 * whom is not for the street. Fails with 'relay-address-invalid'.
 */
export function parseRelayAddress(text: string): Result<string, 'relay-address-invalid'> {
  const typed = text.trim().toLowerCase()
  const match = typed.length <= longest ? form.exec(typed) : null
  const [, scheme, host, port] = match ?? []
  if (scheme === undefined || host === undefined) return fail('relay-address-invalid')
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535))
    return fail('relay-address-invalid')
  if (host.includes('..')) return fail('relay-address-invalid')
  if (scheme === 'ws' && !isPrivate(host)) return fail('relay-address-invalid', 'needs wss')
  return ok(`${scheme}://${host}${port === undefined ? '' : `:${Number(port)}`}`)
}

function isPrivate(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.local') || host.endsWith('.home.arpa')) return true
  if (host.startsWith('[')) return /^\[(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\]$/.test(host)
  const parts = host.split('.')
  // A leading zero means octal to a URL parser: 010.0.0.1 is 8.0.0.1.
  const plain = /^(0|[1-9]\d{0,2})$/
  if (parts.length !== 4 || !parts.every((part) => plain.test(part) && Number(part) < 256))
    return false
  const [first, second] = parts.map(Number)
  return (
    first === 127 ||
    first === 10 ||
    (first === 192 && second === 168) ||
    (first === 172 && second !== undefined && second >= 16 && second < 32) ||
    (first === 169 && second === 254)
  )
}
