export { connectRelay } from './connectRelay.ts'
export type { RelayLinkOptions } from './connectRelay.ts'
export { signallingUrl } from './signallingUrl.ts'
export type { Mailbox, MailboxOptions, RelayLink, RelayStatus } from './types.ts'
