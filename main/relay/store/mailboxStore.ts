import type { Result } from '#shared/result.ts'
import type { Listener } from '../hub.ts'

/** A mailbox's secret name, SHA-256 of its public key, as 64 lower-case hex digits. */
export type MailboxName = string

/** What a client asks to be kept. */
export interface Append {
  readonly mailbox: MailboxName
  /** Chosen by the client, 16 bytes as 32 hex digits: the same id twice in a mailbox is one blob. */
  readonly id: string
  readonly bytes: Uint8Array
  /** Milliseconds since 1970 by the relay's clock: told in summaries, and nothing grows old by it. */
  readonly at: number
  /** Who brings it, if that is a listener: it is told of the blob to all others. */
  readonly by?: BlobListener
}

/** Hears of the blobs of one mailbox. */
export type BlobListener = Listener<StoredBlob>

/** Where a blob lies. `fresh` is false when the id was there already. */
export interface Appended {
  readonly cursor: number
  readonly fresh: boolean
}

/**
 * A blob with its place. Cursors of a mailbox follow each other and only grow, also when everything
 * in it grew too old: a mailbox that is empty again goes on above all cursors it ever gave.
 */
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
  /** Cursor of the newest blob that there ever was or may have been; 0 in a store that dropped nothing. */
  readonly newest: number
}

/** How much a store takes. Every blob is charged its length and a fixed overhead. */
export interface StoreQuota {
  readonly mailboxBytes: number
  readonly totalBytes: number
}

/**
 * Append-only mailboxes. Engines differ in what survives the process, and in how many processes share
 * them; `tests/contracts/mailboxStore.ts` is run on each. All that a relay knows of mailboxes is asked
 * here each time, so that relays which share an engine agree.
 */
export interface MailboxStore {
  /** Drawn at random from 1 to `maxGeneration` when the store is made, and kept with it. */
  readonly generation: number
  /**
   * Keeps a blob; resolves only when it would survive a crash (as far as the engine survives at all).
   * Failures: 'mailbox-full'; 'malformed' when the id was used for other bytes; 'disk-failed'.
   */
  append(append: Append): Promise<Result<Appended>>
  /**
   * From now on the listener hears of each fresh blob of the mailbox once it is kept, whichever process
   * brought it, in the order of cursors. Whoever listens first and reads then misses nothing. The
   * returned function ends it.
   */
  listen(mailbox: MailboxName, listener: BlobListener): () => void
  /** Blobs with a cursor above `after`, in order: at least one if there is one, else as many as fit `limitBytes`. */
  read(mailbox: MailboxName, after: number, limitBytes: number): Promise<BlobPage>
  summary(mailbox: MailboxName): Promise<MailboxSummary>
  /**
   * Looks at the clock (`calendar.ts`) and drops what was kept on a day more than `keepDays` before;
   * null drops nothing. What is left of a mailbox is always its newest part. Gives the number dropped.
   * Fails with 'disk-failed'; what was dropped until then stays dropped.
   */
  age(now: number, keepDays: number | null): Promise<Result<number>>
  /**
   * Writes a copy of one moment into a folder that is not there yet, beside all other work. A relay
   * that is started on it has another generation: clients see that it is not the store they knew.
   * Fails with 'disk-failed' and leaves nothing under that name. Null: the engine has means of its own.
   */
  readonly backUp: ((folder: string) => Promise<Result<null>>) | null
  /** Waits for what is being written, then lets go of the engine. */
  close(): Promise<void>
}

/** The summary of a mailbox that holds nothing. The next blob's cursor is the one after `newest`. */
export function emptyFrom(newest: number): MailboxSummary {
  return { count: 0, bytes: 0, firstAt: null, lastAt: null, newest }
}
