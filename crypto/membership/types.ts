import type { DeviceId, EntryId, EpochId, ForumId, MemberId } from '#shared/ids.ts'
import type { FailureCode } from '#shared/failure.ts'

/** A device as the chain enrols it: its public keys and its own signature over them. */
export interface DeviceRecord {
  readonly id: DeviceId
  readonly signingKey: Uint8Array
  /** X-Wing, 1,216 bytes. */
  readonly sealingKey: Uint8Array
  /** By the device, over forum, member, both keys and the invitation. */
  readonly selfSignature: Uint8Array
}

export interface GenesisBody {
  readonly type: 'genesis'
  /** 32 random bytes that make the forum's id unguessable and unique. */
  readonly random: Uint8Array
  readonly suite: number
  /** The founder's X-Wing key; the founder's signing key is the author's. */
  readonly sealingKey: Uint8Array
}

export interface InviteCreateBody {
  readonly type: 'invite.create'
  /** Opens the door's mailbox and seals its messages; no group key follows from it. */
  readonly roomKey: Uint8Array
  /** The joiner signs with the secret half, which only the code holds. */
  readonly proofKey: Uint8Array
  /** Milliseconds since 1970, compared with the admitting device's clock. */
  readonly expiresAt: number
}

export interface InviteRevokeBody {
  readonly type: 'invite.revoke'
  readonly invitation: EntryId
}

export interface MemberAdmitBody {
  readonly type: 'member.admit'
  readonly invitation: EntryId
  /** The invitation's proof key once more, so that the proof can be checked before the invitation is known. */
  readonly proofKey: Uint8Array
  readonly device: DeviceRecord
  /** Hash of the joining conversation whose six words were compared. */
  readonly transcript: Uint8Array
  /** By the invitation's proof key, over forum, invitation, device, admitting device and transcript. */
  readonly proof: Uint8Array
}

export interface EpochOpenBody {
  readonly type: 'epoch.open'
  readonly scope: string
  /** The active devices of the scope, sorted. */
  readonly devices: readonly DeviceId[]
  readonly keyCheck: Uint8Array
  /** 36 boxes of 1,168 bytes: one a device in the order of `devices`, then filler. */
  readonly boxes: readonly Uint8Array[]
}

export type EntryBody =
  GenesisBody | InviteCreateBody | InviteRevokeBody | MemberAdmitBody | EpochOpenBody

export type EntryType = EntryBody['type']

/** One signed entry of the membership chain; only `decodeEntry` and the create functions make one. */
export interface Entry {
  readonly id: EntryId
  readonly bytes: Uint8Array
  readonly type: EntryType
  /** The forum; for the genesis its own id. */
  readonly forum: ForumId
  readonly author: DeviceId
  readonly authorKey: Uint8Array
  /** From 1, by author. */
  readonly seq: number
  readonly prev: EntryId | null
  readonly parents: readonly EntryId[]
  readonly lamport: number
  /** The author's clock in milliseconds since 1970: advisory. */
  readonly clock: number
  /** The forum epoch the author was in. */
  readonly epoch: EpochId | null
  readonly body: EntryBody
}

export interface MemberState {
  readonly id: MemberId
  /** In the order of enrolment. */
  readonly devices: readonly DeviceId[]
  readonly admittedBy: EntryId
}

export interface DeviceState {
  readonly id: DeviceId
  readonly member: MemberId
  readonly signingKey: Uint8Array
  readonly sealingKey: Uint8Array
  /** The genesis or the `member.admit`. */
  readonly admittedBy: EntryId
}

export interface InvitationState {
  readonly id: EntryId
  readonly createdBy: DeviceId
  readonly roomKey: Uint8Array
  readonly proofKey: Uint8Array
  readonly expiresAt: number
  readonly status: 'open' | 'used' | 'revoked'
}

export interface EpochState {
  readonly id: EpochId
  readonly entry: EntryId
  readonly scope: string
  readonly devices: ReadonlySet<DeviceId>
  readonly opener: DeviceId
  readonly lamport: number
}

/** What holds at one point of the chain. */
export interface View {
  readonly members: ReadonlyMap<MemberId, MemberState>
  readonly devices: ReadonlyMap<DeviceId, DeviceState>
  readonly invitations: ReadonlyMap<EntryId, InvitationState>
  readonly epochs: ReadonlyMap<EpochId, EpochState>
  /** Devices caught with two entries at one sequence: they write no more, and are covered by epochs. */
  readonly suspended: ReadonlySet<DeviceId>
}

/** The latest of one author's entries, voided ones included: sequences go on over them. */
export interface AuthorState {
  readonly seq: number
  readonly last: EntryId
  readonly epoch: EpochId | null
  readonly countInEpoch: number
}

/** A view, with what only the rules need. */
export interface InnerView extends View {
  readonly authors: ReadonlyMap<DeviceId, AuthorState>
  /** Devices of every authorised admission, voided ones included. */
  readonly everEnrolled: ReadonlySet<DeviceId>
  /** Effective opens of the scope `forum` that no other effective one follows. */
  readonly latestOpens: readonly EpochState[]
}

/** The authorised entries in one fixed order, with what lies in the past of each. */
export interface Dag {
  entry(id: EntryId): Entry | undefined
  /** What holds when exactly these entries and their pasts are known; undefined if one is not. */
  viewAt(heads: readonly EntryId[]): InnerView | undefined
  /** Whether `older` lies in the past of `newer` or is it; false when either is unknown. */
  includes(newer: EntryId, older: EntryId): boolean
}

/** The forum as its chain has it: a pure function of the set of entries. */
export interface ForumState extends View {
  readonly forum: ForumId
  /** Authorised entries that no other authorised entry follows, sorted. */
  readonly heads: readonly EntryId[]
  /** The epoch to write under: null before the first, and while no open lies within the active devices. */
  readonly currentEpoch: EpochId | null
  /** True until an open covers exactly the active devices: until then edits are kept, not sent. */
  readonly rotationOwed: boolean
  /** Entries that count for nothing, and why; authorised but voided ones included. */
  readonly refused: ReadonlyMap<EntryId, FailureCode>
  /** Parents named by entries here, but not here: what to ask others for. */
  readonly missing: ReadonlySet<EntryId>
  /** The order and pasts behind it; for the functions of this folder. */
  readonly dag: Dag
}

/** Somebody whose reveal was verified: what an admission writes into the chain. */
export interface Candidate {
  readonly invitation: EntryId
  /** The device that held the conversation; only it can admit. */
  readonly admitter: DeviceId
  readonly device: DeviceRecord
  readonly proofKey: Uint8Array
  readonly transcript: Uint8Array
  readonly proof: Uint8Array
}
