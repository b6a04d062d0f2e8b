export { mailboxNameInput, mailboxOpenStatement } from './capability.ts'
export { decodeClientFrame, encodeClientFrame } from './clientFrameCodec.ts'
export { countOf, cursorAt, generationOf, maxGeneration } from './cursor.ts'
export type {
  ClientFrame,
  MailboxInspection,
  PlacedBlob,
  RefusalCode,
  RelayFrame,
} from './frames.ts'
export { parseRelayPlace } from './hosted.ts'
export type { HostedAnswer, RelayPlace } from './hosted.ts'
export { mailboxPath, mailboxVersion, relayLimits, signalPath } from './limits.ts'
export { parseSignalMessage } from './parseSignalMessage.ts'
export { decodeRelayFrame, encodeRelayFrame } from './relayFrameCodec.ts'
export type { SignalMessage } from './signalMessages.ts'
