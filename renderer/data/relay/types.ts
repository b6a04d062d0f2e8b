import type { KeyPair } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import type { Result } from '#shared/result.ts'
import type { MailboxInspection } from '#shared/wire/relay/index.ts'

/** How the connection to a relay stands. `failure` is why it last broke, until it works again. */
export interface RelayStatus {
  readonly state: 'connecting' | 'connected' | 'waiting' | 'closed'
  readonly failure: FailureCode | null
}

export interface MailboxOptions {
  /** Last cursor already taken in, as given to `onBlob`; 0 for everything. */
  readonly from: number
  /**
   * Takes a blob in. Blobs come in order of their cursors, one at a time: the next waits for the
   * returned promise. What this mailbox object appended itself may be left out.
   */
  readonly onBlob: (cursor: number, bytes: Uint8Array) => void | Promise<void>
  /**
   * The relay no longer has what it once gave (its disk was lost, or it is another relay). Everything
   * is read from the start, and what was appended earlier has to be appended again.
   */
  readonly onForgotten?: () => void
}

/** One mailbox, through however many connections. */
export interface Mailbox {
  /**
   * Resolves with the cursor once the relay has the blob on disk, however often the connection breaks
   * before. Failures: 'mailbox-full', 'mailbox-denied', 'too-large', 'malformed' (empty),
   * 'relay-unreachable' (too much waits already), 'relay-address-invalid', 'rate-limited', 'link-closed'.
   */
  append(bytes: Uint8Array): Promise<Result<number>>
  /** What the relay knows of the mailbox, now. Fails with 'relay-unreachable' when not connected. */
  inspect(): Promise<Result<MailboxInspection>>
  /** The cursor up to which everything was taken in or is one's own. */
  cursor(): number
  close(): void
}

/** A connection to a relay that comes back by itself. */
export interface RelayLink {
  openMailbox(capability: KeyPair, options: MailboxOptions): Mailbox
  status(): RelayStatus
  /** Tries at once instead of waiting, for when the network came back. */
  retryNow(): void
  close(): void
}
