import type { Result } from '#shared/result.ts'

/** A mailbox's secret name, SHA-256 of its public key, as 64 lower-case hex digits. */
export type MailboxName = string

/** What a client asks to be kept. */
export interface Append {
  readonly mailbox: MailboxName
  /** Chosen by the client, 16 bytes as 32 hex digits: the same id twice in a mailbox is one blob. */
  readonly id: string
  readonly bytes: Uint8Array
  /** Milliseconds since 1970 by the relay's clock. */
  readonly at: number
}

/** Where a blob lies. `fresh` is false when the id was there already. */
export interface Appended {
  readonly cursor: number
  readonly fresh: boolean
}

/** A blob with its place: cursors count from 1 in each mailbox and only grow. */
export interface StoredBlob {
  readonly cursor: number
  readonly bytes: Uint8Array
}

/** A stretch of a mailbox in order; `more` says that further blobs follow. */
export interface BlobPage {
  readonly blobs: readonly StoredBlob[]
  readonly more: boolean
}

/** What there is to know about a mailbox without opening anything. */
export interface MailboxSummary {
  readonly count: number
  /** Sum of the blobs' own lengths. */
  readonly bytes: number
  /** Milliseconds since 1970; null while empty. */
  readonly firstAt: number | null
  readonly lastAt: number | null
  /** Cursor of the newest blob, 0 while empty. */
  readonly newest: number
}

/** How much a store takes. Every blob is charged its length and a fixed overhead. */
export interface StoreQuota {
  readonly mailboxBytes: number
  readonly totalBytes: number
}

/**
 * Append-only mailboxes. Engines differ in what survives the process and in nothing else;
 * `tests/contracts/mailboxStore.ts` is run on each.
 */
export interface MailboxStore {
  /** Drawn at random from 1 to `maxGeneration` when the store is made, and kept with it. */
  readonly generation: number
  /**
   * Keeps a blob; resolves only when it would survive a crash (as far as the engine survives at all).
   * Failures: 'mailbox-full'; 'malformed' when the id was used for other bytes; 'disk-failed'.
   */
  append(append: Append): Promise<Result<Appended>>
  /** Blobs with a cursor above `after`, in order: at least one if there is one, else as many as fit `limitBytes`. */
  read(mailbox: MailboxName, after: number, limitBytes: number): Promise<BlobPage>
  summary(mailbox: MailboxName): Promise<MailboxSummary>
  /** Waits for what is being written, then lets go of the engine. */
  close(): Promise<void>
}

/** The summary of a mailbox that nobody has written to. */
export const emptySummary: MailboxSummary = {
  count: 0,
  bytes: 0,
  firstAt: null,
  lastAt: null,
  newest: 0,
}
