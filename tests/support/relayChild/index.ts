export { type RelayChild, startRelayChild } from './relayChild.ts'
