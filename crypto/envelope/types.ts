import type { DeviceId, EntryId, EnvelopeId, EpochId, ForumId, IncarnationId } from '#shared/ids.ts'

/** Where an epoch belongs, and what its key is called. */
export interface EpochContext {
  readonly forum: ForumId
  readonly scope: string
  readonly epochId: EpochId
}

/** The subkeys of one epoch, 32 bytes each. The epoch key itself is not kept here. */
export interface EpochKeys extends EpochContext {
  /** Encrypts envelopes. */
  readonly enc: Uint8Array
  /** Commits to the key, so that one envelope cannot open differently under two keys. */
  readonly commit: Uint8Array
  /** Finds the epoch of an envelope. */
  readonly tag: Uint8Array
  /** For what presence derives for itself; presence envelopes are encrypted as all others. */
  readonly presence: Uint8Array
  /** Names and guards the room in which members find each other. */
  readonly room: Uint8Array
  /** The capability of the mailbox. */
  readonly box: Uint8Array
}

export const envelopeKinds = ['update', 'snapshot', 'presence', 'entry', 'private'] as const

/** What an envelope carries. What a `private` one says is sealed once more: see `private.ts`. */
export type EnvelopeKind = (typeof envelopeKinds)[number]

/** Who wrote what, where and in which order; sealed together with the payload. */
export interface EnvelopeHeader {
  readonly kind: EnvelopeKind
  /** Version of the document's own format, 0 to 65,535. */
  readonly format: number
  readonly forum: ForumId
  /** At most 96 bytes of UTF-8. */
  readonly scope: string
  /** At most 128 bytes of UTF-8. */
  readonly document: string
  readonly epochId: EpochId
  readonly device: DeviceId
  readonly incarnation: IncarnationId
  /** From 1 in each log (scope, document, device, incarnation). */
  readonly seq: number
  /** The envelope before it in its log: null for sequence 1, and always for presence, entries and private ones. */
  readonly prev: EnvelopeId | null
  /** The author's heads of the membership chain, at most 16; written sorted. */
  readonly chainHeads: readonly EntryId[]
  /** Latest envelopes of other logs that this one builds on, at most 16; written sorted. */
  readonly deps: readonly EnvelopeId[]
}

export interface SealedEnvelope {
  readonly bytes: Uint8Array
  readonly id: EnvelopeId
}

/** An envelope that came through the door: decrypted, strictly decoded, its author's signature checked. */
export interface OpenedEnvelope {
  readonly header: EnvelopeHeader
  readonly payload: Uint8Array
  readonly id: EnvelopeId
}
