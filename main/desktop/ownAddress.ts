import type { NetworkInterfaceInfo } from 'node:os'
import { parseRelayAddress } from '#shared/relayAddress.ts'

/**
 * The address under which others in the same network reach this computer: its first private IPv4
 * address (RFC 1918; RFC 3927 only when there is no other), or 127.0.0.1 when it has none. A
 * public address is never given: without TLS no page would take it.
 */
export function ownAddress(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): string {
  const usable = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address)
    .filter((address) => parseRelayAddress(`ws://${address}`).ok)
  const lasting = usable.find((address) => !address.startsWith('169.254.'))
  return lasting ?? usable[0] ?? '127.0.0.1'
}
