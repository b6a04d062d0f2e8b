import type { Reader, Writer } from '#shared/codec/index.ts'

/** A relay's address as what people copy from paper or a message holds it. */
export interface RelayParts {
  /** Schemes by number, so that a code to be typed stays short. */
  readonly scheme: number
  readonly rest: string
}

const maxAddressBytes = 128
const schemes = ['wss://', 'ws://'] as const
/** A host name or address, perhaps a port and a path of plain characters: no user, query or fragment. */
const address =
  /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~-]*)*$/

/** Takes an address apart; null for one that `readRelay` would not take. */
export function relayParts(relay: string): RelayParts | null {
  const scheme = schemes.findIndex((prefix) => relay.startsWith(prefix))
  const rest = relay.slice(schemes[scheme]?.length ?? 0)
  return scheme < 0 || !isAddress(rest) ? null : { scheme, rest }
}

/** Writes u8 scheme and lp(rest). */
export function writeRelay(writer: Writer, { scheme, rest }: RelayParts): void {
  writer.u8(scheme)
  writer.text(rest)
}

/** Reads what `writeRelay` wrote: the whole address. */
export function readRelay(reader: Reader): string {
  const scheme = reader.present(schemes[reader.u8()], 'unknown scheme')
  const rest = reader.text(maxAddressBytes)
  reader.require(isAddress(rest), 'relay address')
  return scheme + rest
}

function isAddress(rest: string): boolean {
  return rest.length <= maxAddressBytes && address.test(rest)
}
