import { isOwnUrl } from '../protocol/origin.ts'

/** The part of Electron's WebFrameMain that decides whether a message is ours. */
export interface SenderFrame {
  readonly url: string
  readonly parent: SenderFrame | null
}

/**
 * True when a message comes from the top frame of our own page. `senderFrame` turns null once the
 * frame is gone (Electron 33), which is a refusal.
 */
export function isTrustedSender(frame: SenderFrame | null | undefined): boolean {
  return frame != null && frame.parent === null && isOwnUrl(frame.url)
}
