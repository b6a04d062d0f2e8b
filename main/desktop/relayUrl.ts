import { parseRelayAddress } from '#shared/relayAddress.ts'
import { fail, type Result } from '#shared/result.ts'
import { parseUrl } from './parseUrl.ts'

/**
 * As parseRelayAddress, and besides only what a URL parser reads as the same host: an address that
 * it reads as another one (ws://010.0.0.1 is 8.0.0.1) or not at all must not reach the page, which
 * could neither open it nor get rid of it. Fails with 'relay-address-invalid'.
 */
export function readRelayUrl(text: string): Result<string, 'relay-address-invalid'> {
  const address = parseRelayAddress(text)
  if (!address.ok) return address
  const host = /^wss?:\/\/(\[.*\]|[^:]*)/.exec(address.value)?.[1]
  return parseUrl(address.value)?.hostname === host
    ? address
    : fail('relay-address-invalid', 'not its own spelling')
}
