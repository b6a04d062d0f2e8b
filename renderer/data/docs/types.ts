import type { Doc, Map as YMap, Text as YText } from 'yjs'
import type { Agenda, AgendaItem, AgendaItemDraft, ItemKind } from '#shared/model/agenda/index.ts'
import type { People } from '#shared/model/people/index.ts'
import type { Topic, TopicDraft, TopicKind, TopicStatus } from '#shared/model/topic/index.ts'
import type { MemberId } from '#shared/ids.ts'
import type { FailureCode } from '#shared/failure.ts'
import type { Result } from '#shared/result.ts'
import type { TextMark } from './textMark.ts'

/**
 * A value that changes. `read` gives the same object until something in it changed, and parts that
 * did not change stay the same objects: made for `useSyncExternalStore(x.subscribe, x.read)`.
 */
export interface Readable<T> {
  read(): T
  subscribe(listener: () => void): () => void
}

export interface DocumentStatus {
  /** A newer version wrote this document: it may be read, every write fails with `newer-version`. */
  readonly newer: boolean
  /** An update threw half-way: the caller must rebuild the document from the log without it. */
  readonly damaged: boolean
  /** Somebody else wrote under our client id: writes fail with `client-id-mismatch` until `renewClientId`. */
  readonly clientIdLost: boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
}

export interface SharedDocumentOptions {
  readonly name: string
  /** The derived id, a whole number below 2^53. */
  readonly clientId: number
  /** Own writing, gathered, Yjs V1, at most 256 KiB. Must not throw. */
  readonly onUpdate: (update: Uint8Array<ArrayBuffer>) => void
  /** Somebody else's writing came under our id; a new incarnation is needed. */
  readonly onClientIdChanged?: () => void
}

/** One Yjs document behind the two doors. */
export interface SharedDocument {
  readonly name: string
  /** For editors and benchmarks. Only what `transact` here writes is sent. */
  readonly doc: Doc
  readonly status: Readable<DocumentStatus>
  /**
   * Own writing, sent and undoable. Each call is a step of its own to undo, except that typing joins
   * typing less than half a second before it. Fails without running `write` when writing is not
   * allowed. Not to be called from a Yjs observer: `onSettled` and `subscribe` are the places.
   */
  transact<T>(write: () => T, step?: 'own' | 'typing'): Result<T>
  /** Root parts of the document, made undoable. */
  map(name: string): YMap<unknown>
  text(name: string): YText
  /** Called once after anything was written or applied, when reading is safe. */
  onSettled(listener: () => void): () => void
  /** See `checkUpdate`. `expectedClock` replaces what the document knows. Touches nothing. */
  check(update: Uint8Array, clientId: number, expectedClock?: number): Result<void>
  /** Applies others' writing (or one's own from the log). Never throws; a second time is harmless. */
  apply(update: Uint8Array): Result<void>
  /** The same for many, in one transaction. */
  applyAll(updates: Iterable<Uint8Array>): Result<void>
  /**
   * Checks and applies others' writing in one transaction, each update when its turn has come;
   * `author` is the client id that it must have. Answers the places of those refused.
   */
  receiveAll(
    updates: readonly { readonly update: Uint8Array; readonly author: number }[],
  ): Result<readonly number[]>
  /** True while something applied waits for writing that has not come. */
  isWaiting(): boolean
  /** The clock the next update of that client must begin with. */
  nextClock(clientId: number): number
  loadSnapshot(stateV2: Uint8Array): Result<void>
  /** The whole document, V2, of a garbage-collected clone. */
  encodeSnapshot(): Uint8Array<ArrayBuffer>
  /** True while own writing from before waits for others' that has not come: do not write here. */
  ownWaits(): boolean
  /** From now on writing fails with this code, undo and redo do nothing; null lets it in again. */
  refuseWriting(code: FailureCode | null): void
  /** Sends what is gathered now. */
  flush(): void
  undo(): void
  redo(): void
  /** Goes on writing under a new derived id. */
  renewClientId(clientId: number): void
  /** Sends what is gathered, then lets go of everything; later calls fail with `update-rejected`. */
  destroy(): void
}

/** Where a line goes. */
export type Place = 'first' | 'last' | { readonly before: string } | { readonly after: string }

/** Titles that several write at once, and places in them. */
export interface MarkedTitles {
  /** The place before the letter at `at` in the title of an entry, for others. */
  markTitle(id: string, at: number): TextMark | null
  /** Where such a place is now; null when it is not in that title. Takes anything. */
  findInTitle(id: string, mark: TextMark): number | null
}

/** An agenda and what was taken out of it and can be put back, last taken first. */
export interface AgendaView extends Agenda {
  readonly removed: readonly AgendaItem[]
}

/**
 * Writes return `newer-version` when read-only, `not-found`, `text-too-long`, `value-out-of-range`,
 * `list-full`; nothing is written then, and the screen keeps what was typed.
 *
 * Titles are typed by several at once, so only the difference is written. `seen` is what the field
 * showed just before this change (not when typing began); leave it out when that is what `read` gives.
 */
export interface AgendaDocument extends Readable<AgendaView>, MarkedTitles {
  setTitle(next: string, seen?: string): Result<void>
  /** `YYYY-MM-DD`, or empty. */
  setDate(date: string): Result<void>
  /** `HH:MM`, or empty. */
  setStart(start: string): Result<void>
  setPlannedMinutes(minutes: number | null): Result<void>
  /** Returns the new id. `last` unless told. */
  addItem(draft: AgendaItemDraft, place?: Place): Result<string>
  /** All in one step, in order, at the end; the ids. */
  addItems(drafts: readonly AgendaItemDraft[]): Result<readonly string[]>
  setItemTitle(id: string, next: string, seen?: string): Result<void>
  editItem(
    id: string,
    change: { readonly minutes?: number; readonly lead?: string; readonly kind?: ItemKind },
  ): Result<void>
  moveItem(id: string, place: Place): Result<void>
  /** Can be undone, and put back with `restoreItem`. */
  removeItem(id: string): Result<void>
  restoreItem(id: string): Result<void>
}

/** Topics in the order they were parked, and what was deleted, last deleted first. */
export interface ParkingLotView {
  readonly topics: readonly Topic[]
  readonly removed: readonly Topic[]
}

/** See `AgendaDocument` for failures and `seen`. A new topic needs a title: `text-empty`. */
export interface ParkingLotDocument extends Readable<ParkingLotView>, MarkedTitles {
  addTopic(draft: TopicDraft): Result<string>
  addTopics(drafts: readonly TopicDraft[]): Result<readonly string[]>
  setTopicTitle(id: string, next: string, seen?: string): Result<void>
  editTopic(
    id: string,
    change: {
      readonly ownerId?: MemberId | null
      readonly kind?: TopicKind
      readonly theme?: string
      readonly importance?: number
      readonly urgency?: number
      readonly firstRaised?: string
      readonly status?: Exclude<TopicStatus, 'merged'>
    },
  ): Result<void>
  /** "I heard this too": one more for that member, or one less. */
  hear(id: string, member: MemberId, times?: 1 | -1): Result<void>
  /** `from` stays readable as merged into `into`. */
  mergeTopics(from: string, into: string): Result<void>
  removeTopic(id: string): Result<void>
  restoreTopic(id: string): Result<void>
}

/** Names: any script, 1 to 80 letters; `text-empty`, `text-too-long`. */
export interface PeopleDocument extends Readable<People> {
  setForumName(name: string): Result<void>
  setName(member: MemberId, name: string): Result<void>
}

/** One plain text of several lines. */
export interface NotesView {
  readonly text: string
}

/** See `AgendaDocument` for failures and `seen`. */
export interface NotesDocument extends Readable<NotesView> {
  setText(next: string, seen?: string): Result<void>
  /** Takes one's own newest step back, or does it again. */
  undo(): void
  redo(): void
}
