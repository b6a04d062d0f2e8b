import type { DeviceId, EntryId } from '#shared/ids.ts'
import type { Failure, Result } from '#shared/result.ts'
import type { LogPosition } from '#shared/wire/sync/index.ts'

/** An open way to one authenticated device. Frames arrive whole, once and in order, or not at all. */
export interface Link {
  /** Differs for every link there ever was in this process. */
  readonly id: string
  readonly kind: 'mesh'
  /** Proven before the link existed. */
  readonly device: DeviceId
  /** At most 16 MiB. Resolves when what waits to be sent is below high water, or the link is closed. */
  send(frame: Uint8Array): Promise<void>
  /** One listener; frames that came before it was set are kept for it. */
  onFrame(listener: (frame: Uint8Array) => void): void
  /** One listener, called once; at once when the link is closed already. */
  onClose(listener: (reason: Failure) => void): void
  /** Without a reason: 'link-closed'. */
  close(reason?: Failure): void
}

/** An envelope with its place. `bytes` is the original as its author sealed it. */
export interface PlacedEnvelope extends LogPosition {
  readonly bytes: Uint8Array
}

/**
 * What became of an envelope that opened. 'gap': its predecessors are missing, so it was not put
 * into its log; sync asks for them and the envelope comes again.
 */
export interface Received extends LogPosition {
  readonly outcome: 'stored' | 'duplicate' | 'gap'
}

/** A membership entry as its author encoded it. */
export interface PlacedEntry {
  readonly id: EntryId
  readonly bytes: Uint8Array
}

/** What sync needs of the log and of the one door in. `StoredEnvelope` fits `PlacedEnvelope`. */
export interface SyncStore {
  /** How far each log is held. Leave out what must not be sent yet (while a rotation is owed). */
  vector(): Promise<readonly LogPosition[]>
  /** Whether a device may hear of this scope at all. Asked before anything of it is sent. */
  shares(scope: string, receiver: DeviceId): boolean
  /** What the holder of `after` lacks, in order within each log; at least one when there is any. */
  read(
    after: readonly LogPosition[],
    receiver: DeviceId,
    limitBytes: number,
  ): Promise<readonly PlacedEnvelope[]>
  /** The one door in. A failure refuses the envelope; sync does not ask for it again by itself. */
  receive(envelope: Uint8Array, from: DeviceId): Promise<Result<Received>>
  /** Ids of all entries held, parents before children. */
  entryIds(): readonly EntryId[]
  /** Bytes of those of the named entries that are held. */
  entries(ids: readonly EntryId[]): readonly Uint8Array[]
  /** Takes entries in; those that fit are kept even when another does not. `entryIds` tells which. */
  receiveEntries(entries: readonly Uint8Array[], from: DeviceId): Promise<Result<unknown>>
}

/** How things stand with one device that was ever linked in this run. */
export interface DeviceStatus {
  readonly device: DeviceId
  readonly linked: boolean
  /** Milliseconds of the injected clock; null before the first complete exchange. */
  readonly lastExchangedAt: number | null
  /** Linked, and neither side is known to lack anything. */
  readonly caughtUp: boolean
}

/** Time, injected so that tests need none. */
export interface Clock {
  /** Milliseconds. */
  now(): number
  /** Runs `run` once after `milliseconds`; the returned function cancels it. */
  after(milliseconds: number, run: () => void): () => void
}

export interface SyncOptions {
  /** This device: what it writes is sent at once, what others wrote is only announced. */
  readonly device: DeviceId
  readonly store: SyncStore
  readonly clock: Clock
  /** A presence envelope, unopened, from a linked device. */
  readonly onPresence: (bytes: Uint8Array, from: DeviceId) => void
  /** A private envelope, unopened, from a linked device; the next message waits until it resolves. */
  readonly onPrivate?: (bytes: Uint8Array, from: DeviceId) => Promise<void>
  readonly onStatus?: (status: readonly DeviceStatus[]) => void
  /** An envelope or entry that the store refused, or the reason for which a link was closed. */
  readonly onTrouble?: (device: DeviceId, failure: Failure) => void
}

/** An open link by which private envelopes go to one device. */
export interface PrivateLink {
  /** As the link's. */
  readonly id: string
  send(sealed: Uint8Array): void
}

export interface Sync {
  addLink(link: Link): void
  /** Just stored, whether written here or received by any way: goes to every link that lacks it. */
  offer(envelope: PlacedEnvelope): void
  /** Just stored membership entries. `own` ones are sent at once, others only announced. */
  offerEntries(entries: readonly PlacedEntry[], own: boolean): void
  /** Sends a sealed presence envelope to every open link; a newer one replaces an unsent one. */
  tell(presence: Uint8Array): void
  /** The way to one device by which private envelopes go; null while there is none. */
  linkTo(device: DeviceId): PrivateLink | null
  /** Asks again for all that was refused: a key, an entry or a snapshot came that may let it in. */
  retry(): void
  /**
   * Others than before may hear of a scope, or its store was just opened: says to each of them how far
   * its logs are held.
   */
  shareAnew(scope: string): void
  status(): readonly DeviceStatus[]
  /** Closes every link; nothing is sent or received afterwards. */
  stop(): void
}

export type { LogPosition }
