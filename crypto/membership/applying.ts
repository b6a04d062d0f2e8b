import type { FailureCode } from '#shared/failure.ts'
import type { EntryId, ForumId, MemberId } from '#shared/ids.ts'
import type { Sodium } from '../sodium.ts'
import type { Footing } from './footing.ts'
import type { Entry } from './types.ts'

/** What is known about the entries that are applied. */
export interface Applying {
  readonly sodium: Sodium
  readonly forum: ForumId
  readonly entry: (id: EntryId) => Entry | undefined
  readonly footing: (id: EntryId) => Footing | undefined
  /** Whether the first entry has the second in its past or is it. */
  readonly includes: (newer: EntryId, older: EntryId) => boolean
  /** Authorised entries that do not count. */
  readonly voided: ReadonlyMap<EntryId, FailureCode>
  /** Acts that waited, counted, and came to nothing: what lost to them stays lost. */
  readonly ended: ReadonlyMap<EntryId, FailureCode>
  /** Whether an objection, or the next act that waits, comes in time to stop an act. */
  readonly stops: (by: Entry, act: EntryId) => boolean
}

/** What comes to nothing: the forum has twelve members, the member three devices, or the act was stopped. */
export interface Setback {
  readonly entry: EntryId
  readonly code: 'forum-full' | 'device-limit' | 'act-objected'
  /** Whose devices are too many; null for the forum. */
  readonly member: MemberId | null
}
