import type { DeviceId, EntryId, IncarnationId } from '../../ids.ts'

/** Names one log: what one run of one device wrote into one document. */
export interface LogName {
  /** 1 to 128 printable ASCII characters. */
  readonly scope: string
  /** 1 to 128 printable ASCII characters. */
  readonly document: string
  readonly device: DeviceId
  readonly incarnation: IncarnationId
}

/** Everything of `log` up to and including `seq` is held (a vector), or wanted beyond it (an ask). */
export interface LogPosition {
  readonly log: LogName
  readonly seq: number
}

/** One original envelope of a page, with the place of its log in the ask that it answers. */
export interface PageItem {
  readonly place: number
  readonly seq: number
  readonly bytes: Uint8Array
}

/** One membership entry, with the place of its id in the question that it answers. */
export interface EntryItem {
  readonly place: number
  readonly bytes: Uint8Array
}

/**
 * What two devices say to each other over a link, once each has proven who it is.
 *
 * - `hello`: first and once; the ids of all membership entries held.
 * - `vector`: second and once; how far each log is held.
 * - `have`: what came in since; answers nothing and asks for nothing.
 * - `askEntries` and `entries`: membership entries by id; `more` when not all fitted.
 * - `ask` and `page`: envelopes beyond the named positions; `more` when not all fitted.
 * - `live`: envelopes that the sender has just written, unasked.
 * - `liveEntries`: membership entries that the sender has just signed, unasked.
 * - `presence`: a sealed presence envelope; never stored, never passed on.
 * - `private`: a private envelope of the sender, for the device that this goes to.
 */
export type SyncMessage =
  | { readonly type: 'hello'; readonly entryIds: readonly EntryId[] }
  | { readonly type: 'vector'; readonly logs: readonly LogPosition[] }
  | {
      readonly type: 'have'
      readonly entryIds: readonly EntryId[]
      readonly logs: readonly LogPosition[]
    }
  | { readonly type: 'askEntries'; readonly entryIds: readonly EntryId[] }
  | { readonly type: 'entries'; readonly items: readonly EntryItem[]; readonly more: boolean }
  | { readonly type: 'ask'; readonly logs: readonly LogPosition[] }
  | { readonly type: 'page'; readonly items: readonly PageItem[]; readonly more: boolean }
  | { readonly type: 'live'; readonly envelopes: readonly Uint8Array[] }
  | { readonly type: 'liveEntries'; readonly entries: readonly Uint8Array[] }
  | { readonly type: 'presence'; readonly bytes: Uint8Array }
  | { readonly type: 'private'; readonly bytes: Uint8Array }

export type SyncMessageType = SyncMessage['type']
