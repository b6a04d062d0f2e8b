import type { EnvelopeKind } from '#crypto'
import type { DeviceId, EntryId, EnvelopeId, EpochId, IncarnationId } from '#shared/ids.ts'
import type { FailureCode } from '#shared/failure.ts'
import type { Result } from '#shared/result.ts'

/** Names one log: what one run of one device wrote into one document. */
export interface LogName {
  readonly scope: string
  readonly document: string
  readonly device: DeviceId
  readonly incarnation: IncarnationId
}

/** A sealed envelope as it lies in the log. `bytes` is the whole envelope as it travels. */
export interface StoredEnvelope {
  readonly log: LogName
  /** 1, 2, 3… within its log, without holes. */
  readonly seq: number
  readonly id: EnvelopeId
  readonly epochId: EpochId
  readonly kind: EnvelopeKind
  readonly bytes: Uint8Array
}

/** What `append`'s maker hands back once it has sealed an envelope for its place in the log. */
export interface MadeEnvelope {
  readonly bytes: Uint8Array
  readonly id: EnvelopeId
  readonly epochId: EpochId
  readonly kind: EnvelopeKind
}

/**
 * What the log needs to know of an envelope that came through the one door in.
 * `OpenedEnvelope` of `#crypto` fits as it is.
 */
export interface ReceivedEnvelope {
  readonly id: EnvelopeId
  readonly header: LogName & {
    readonly kind: EnvelopeKind
    readonly epochId: EpochId
    readonly seq: number
    readonly prev: EnvelopeId | null
  }
}

/** One line of a vector: everything of `log` up to and including `seq` is held. */
export interface VectorEntry {
  readonly log: LogName
  readonly seq: number
}

/** What somebody holds; a log that is not named is held up to 0. */
export type Vector = readonly VectorEntry[]

/** The newest envelope of a log, for `prev`, `deps` and `covers`. */
export interface LogHead extends VectorEntry {
  readonly id: EnvelopeId
}

/** An entry of the membership chain, as its author encoded it. */
export interface StoredEntry {
  readonly id: EntryId
  readonly bytes: Uint8Array
}

/** A document's state, kept on this computer only so that it opens quickly. */
export interface LocalSnapshot {
  readonly state: Uint8Array
  /** What `state` already holds; the tail follows from `document(scope, document, covers)`. */
  readonly covers: Vector
}

/**
 * An envelope that cannot be placed yet. `source` is whose allowance it uses: the author's device
 * when it is known, else the device that handed it over.
 */
export interface QuarantinedEnvelope {
  readonly source: string
  readonly bytes: Uint8Array
}

/** An envelope laid aside, with the `place` by which `release` removes it. */
export interface HeldEnvelope extends QuarantinedEnvelope {
  readonly place: string
}

/** Proof that a device wrote two things at one place: a signed envelope outside the kept branch. */
export interface ForkEvidence extends StoredEnvelope {
  readonly prev: EnvelopeId | null
}

/** A row that could not be opened, or that is missing where the log says it must be. */
export interface Damage {
  readonly code: Extract<FailureCode, 'row-corrupted'>
  readonly table: string
  /** The row's opaque key; it tells nothing about its content. */
  readonly key: string
}

/**
 * Says which database this is. The vault keeps a copy: another `id` means that the database was
 * replaced, fewer `openings` that an older copy was put back.
 */
export interface LogMarker {
  /** 16 random bytes in hex; a new one when its row was damaged (`damage` then names 'meta'). */
  readonly id: string
  /** How often this database has been opened, this time included. */
  readonly openings: number
}

/** The sealed log of one forum on this computer. Every returned failure leaves nothing half written. */
export interface SealedLog {
  readonly marker: LogMarker
  /** Everything found damaged since opening, in the order of finding. Grows while rows are read. */
  readonly damage: readonly Damage[]

  /**
   * Allocates the next place, has `make` seal an envelope for it and stores it, in one strict
   * transaction; resolves after the commit, so the envelope may be sent at once. `make` must be
   * synchronous. When it fails its failure is returned and the place stays free for the next one.
   * Fails: whatever `make` fails with, 'database-failed'.
   */
  append(
    log: LogName,
    make: (seq: number, prev: EnvelopeId | null) => Result<MadeEnvelope>,
  ): Promise<Result<StoredEnvelope>>
  /**
   * Stores an envelope that has passed the door. Calls made without waiting for each other share
   * transactions. Fails: 'sequence-gap' (nothing stored: quarantine it), 'sequence-fork' (another
   * id stands at its place) and 'previous-mismatch' (it builds on another branch), both kept as
   * evidence, 'database-failed'.
   */
  receive(opened: ReceivedEnvelope, bytes: Uint8Array): Promise<Result<'stored' | 'duplicate'>>
  /**
   * An accepted snapshot covers `log` up to `seq`, whose id is `id`; the log goes on from there.
   * Fails: 'sequence-fork' when another id is held at that place, 'database-failed'.
   */
  setBase(log: LogName, seq: number, id: EnvelopeId): Promise<Result<void>>

  /** What is held of a scope. A log with a damaged row counts only up to it, so it is sent again. */
  vector(scope: string): Promise<Vector>
  /** The newest envelope of each log of a scope, or of one document; from memory. */
  heads(scope: string, document?: string): readonly LogHead[]
  /**
   * What the holder of `after` lacks, in order within each log, up to `limitBytes` of envelope
   * bytes but never fewer than one envelope. Empty means: nothing more. Of a log with a hole only
   * what lies before the hole. Throws `LogReadError` when the database fails.
   */
  read(scope: string, after: Vector, limitBytes: number): Promise<readonly StoredEnvelope[]>
  /**
   * A document's envelopes beyond `after`, without the inert ones, in order within each log and
   * log by log. Damaged rows are left out and reported in `damage`. Throws `LogReadError` when the
   * database fails.
   */
  document(scope: string, document: string, after?: Vector): AsyncIterable<StoredEnvelope>
  /** Keeps an envelope's place and hides it from `document`: applying it threw. */
  markInert(log: LogName, seq: number): Promise<Result<void>>
  /** Envelopes outside the kept branches, oldest first. At most 100 and 1 MiB a device are kept. */
  forks(): Promise<Result<readonly ForkEvidence[]>>

  /** Forgets everything of a scope but what lies aside. Its logs must not be written any more. */
  dropScope(scope: string): Promise<Result<void>>

  /** Adds entries of the membership chain, all or none; one that is there already stays as it is. */
  putEntries(entries: readonly StoredEntry[]): Promise<Result<void>>
  /** The whole membership chain, in no particular order. Fails: 'database-failed'. */
  allEntries(): Promise<Result<readonly StoredEntry[]>>

  /** Replaces the document's local snapshot, whole or not at all. */
  saveSnapshot(scope: string, document: string, snapshot: LocalSnapshot): Promise<Result<void>>
  /** The local snapshot, or null when there is none. Fails: 'row-corrupted', 'database-failed'. */
  loadSnapshot(scope: string, document: string): Promise<Result<LocalSnapshot | null>>

  /**
   * Lays an envelope aside; the same bytes twice count once. Fails: 'quarantine-full' beyond 200
   * envelopes or 1 MiB a source, 'database-failed'.
   */
  quarantine(envelope: QuarantinedEnvelope): Promise<Result<'stored' | 'duplicate'>>
  /** Everything laid aside, oldest first, to be read again after an epoch or an entry. */
  quarantined(): Promise<Result<readonly HeldEnvelope[]>>
  /** Forgets what has been placed or refused for good. */
  release(held: readonly HeldEnvelope[]): Promise<Result<void>>

  /** Waits for what is being written, then closes. Later calls fail with 'database-failed'. */
  close(): Promise<void>
  /** Closes and deletes the database. */
  destroy(): Promise<Result<void>>
}
