import type { Session } from 'electron'
import { parseUrl } from '../parseUrl.ts'
import { isOwnUrl } from '../protocol/origin.ts'

/**
 * A second fence behind the policy: whatever asks for it, nothing but our own page and the one
 * relay is ever fetched. Spelling dictionaries come from the network, so there are none.
 */
export function guardNetwork(session: Session, relayUrl: () => string): void {
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !mayFetch(details.url, relayUrl()) })
  })
}

/** Whether an address is our own page, an object it made itself, or the one relay. */
export function mayFetch(address: string, relayUrl: string): boolean {
  if (isOwnUrl(address) || address.startsWith('blob:app://subrosa/')) return true
  if (address.startsWith('devtools:')) return true
  const relay = parseUrl(relayUrl)?.origin ?? 'null'
  // Every address without a place of its own, such as about:blank, has the origin "null".
  return relay !== 'null' && parseUrl(address)?.origin === relay
}
