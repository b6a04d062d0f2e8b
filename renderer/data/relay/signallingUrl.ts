import { signalPath } from '#shared/wire/relay/index.ts'

/** Where y-webrtc finds its signalling on a relay whose address is `ws://host:port`. */
export function signallingUrl(relayUrl: string): string {
  return relayUrl + signalPath
}
