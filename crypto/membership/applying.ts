import type { FailureCode } from '#shared/failure.ts'
import type { DeviceId, EntryId, ForumId, MemberId } from '#shared/ids.ts'
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
  /** By device, the first sequence from which its entries acknowledge nothing: it forked there. */
  readonly forkedFrom: ReadonlyMap<DeviceId, number>
  /** A pending act that an objection stops: the act, by the objection. */
  readonly stopped: (objection: Entry) => boolean
}

/** What did not fit: the forum has twelve members, or the member three devices. */
export interface Overflow {
  readonly entry: EntryId
  readonly code: 'forum-full' | 'device-limit'
  /** Whose devices are too many; null for the forum. */
  readonly member: MemberId | null
}
