import { parseRelayAddress } from '#shared/relayAddress.ts'
import { fail, type Result } from '#shared/result.ts'
import { parseUrl } from './parseUrl.ts'

/**
 * As parseRelayAddress, and besides only what the page can reach: an address that a URL parser reads
 * as another one (wss://010.0.0.1 is 8.0.0.1) or not at all, the page could neither open nor get rid
 * of; and a policy has no way to name an IPv6 address (CSP Level 3, host-source), so Chromium
 * refuses what it says there. Fails with 'relay-address-invalid'.
 */
export function readRelayUrl(text: string): Result<string, 'relay-address-invalid'> {
  const address = parseRelayAddress(text)
  if (!address.ok) return address
  const host = /^wss?:\/\/([^:[]+)/.exec(address.value)?.[1]
  return host !== undefined && parseUrl(address.value)?.hostname === host
    ? address
    : fail('relay-address-invalid', 'not one a page can reach')
}
