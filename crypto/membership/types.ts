import type { FailureCode } from '#shared/failure.ts'
import type { DeviceId, EntryId, EpochId, ForumId, MemberId } from '#shared/ids.ts'
import type { AdmissionPolicy, CutOff, DeviceRecord, EntryBody, EntryType } from './bodies.ts'

/** A device that signed beside the author. */
export interface CoSigner {
  readonly device: DeviceId
  readonly key: Uint8Array
}

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
  /** Sorted by signing key; each has a valid signature beside the entry. */
  readonly coSigners: readonly CoSigner[]
  readonly body: EntryBody
}

export interface MemberState {
  readonly id: MemberId
  /** Active ones in the order of enrolment; none after all were revoked, until one comes back. */
  readonly devices: readonly DeviceId[]
  readonly admittedBy: EntryId
  /** What made the member a moderator: the genesis, a `role.grant` or a `handoff.accept`; or null. */
  readonly moderatorBy: EntryId | null
  /** Lines of devices (see `DeviceState.lineage`) that the role was granted to by name of the member. */
  readonly roleCovers: readonly EntryId[]
  /** The printed key that lets this member come back. */
  readonly recovery: RecoveryState | null
  /** The session scope of a guest; null for a full member. */
  readonly guestOf: string | null
}

export interface RecoveryState {
  readonly key: Uint8Array
  readonly setBy: EntryId
  /** Of the device that set it: what comes back by the key joins this line. */
  readonly lineage: EntryId | null
}

export interface DeviceState {
  readonly id: DeviceId
  readonly member: MemberId
  readonly signingKey: Uint8Array
  /** The newest that the device acknowledged an epoch with; at first the one it was enrolled with. */
  readonly sealingKey: Uint8Array
  /** The public name of the mailbox for waybills; null before the first acknowledgement. */
  readonly mailbox: Uint8Array | null
  /** The genesis, `member.admit`, `device.add` or `recovery.use`. */
  readonly admittedBy: EntryId
  /**
   * Null for the member's own line of devices. A device that came back by the word of two members,
   * and those added from it, name that `recovery.use`: another `self` scope, and no `pair` scope.
   */
  readonly lineage: EntryId | null
}

export interface InvitationState {
  readonly id: EntryId
  readonly createdBy: DeviceId
  readonly roomKey: Uint8Array
  readonly proofKey: Uint8Array
  readonly expiresAt: number
  /** The session scope it leads a guest to; null for a full member. */
  readonly guestOf: string | null
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

/** An admission or recovery by two, which waits until more than half know of it. */
export interface PendingAct {
  readonly entry: EntryId
  /** Who comes back; null for an admission. */
  readonly member: MemberId | null
  /** Members active at the act, each with its longest-enrolled device. */
  readonly voters: ReadonlyMap<MemberId, DeviceId>
  /** Whose device has written since. */
  readonly acknowledged: ReadonlySet<MemberId>
  readonly signers: number
}

export interface HandoffState {
  readonly offer: EntryId
  readonly from: MemberId
  readonly successor: MemberId
  readonly packageHash: Uint8Array
  /** The forum epoch in which it can be accepted. */
  readonly epoch: EpochId | null
}

export interface PolicyState {
  readonly suite: number
  readonly admission: AdmissionPolicy
  readonly document: Uint8Array | null
}

/** The members who rebuilt a snapshot and found it right. */
export interface AttestationState {
  readonly scope: string
  readonly document: string
  readonly members: ReadonlySet<MemberId>
}

/** Somebody or some device that was taken out, and what of it counts. */
export interface Departure {
  readonly entry: EntryId
  /** Whose logs end. */
  readonly devices: ReadonlySet<DeviceId>
  /** Null: in every scope. */
  readonly scope: string | null
  readonly cutOffs: readonly CutOff[]
}

/** What holds at one point of the chain. */
export interface View {
  /** Full members. */
  readonly members: ReadonlyMap<MemberId, MemberState>
  readonly guests: ReadonlyMap<MemberId, MemberState>
  /** Active devices, those of guests among them. */
  readonly devices: ReadonlyMap<DeviceId, DeviceState>
  readonly invitations: ReadonlyMap<EntryId, InvitationState>
  readonly epochs: ReadonlyMap<EpochId, EpochState>
  /** For each epoch, the devices that have acknowledged it. */
  readonly acknowledged: ReadonlyMap<EpochId, ReadonlySet<DeviceId>>
  /** Devices caught with two entries at one sequence: they write no more, and are covered by epochs. */
  readonly suspended: ReadonlySet<DeviceId>
  /** At most one. */
  readonly pending: ReadonlyMap<EntryId, PendingAct>
  /** The open offer, if its epoch is still the forum's. */
  readonly handoff: HandoffState | null
  readonly policy: PolicyState
  /** By scope, document and snapshot hash: see `attestationsOf`. */
  readonly attestations: ReadonlyMap<string, AttestationState>
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
  /** Devices of every authorised enrolment, voided ones included. */
  readonly everEnrolled: ReadonlySet<DeviceId>
  /** By scope: effective opens that no other effective one of the scope follows. */
  readonly latestOpens: ReadonlyMap<string, readonly EpochState[]>
  /** Devices that others revoked: they may still object to a return in their member's name. */
  readonly revokedByOthers: ReadonlyMap<DeviceId, MemberId>
  readonly departures: readonly Departure[]
  /** Authorised entries that count for nothing here, and why. */
  readonly voided: ReadonlyMap<EntryId, FailureCode>
}

/** The authorised entries in one fixed order, with what lies in the past of each. */
export interface Dag {
  entry(id: EntryId): Entry | undefined
  /** The authorised entries of a device in their order. */
  entriesOf(device: DeviceId): readonly Entry[]
  /** What holds when exactly these entries and their pasts are known; undefined if one is not. */
  viewAt(heads: readonly EntryId[]): InnerView | undefined
  /** Whether `older` lies in the past of `newer` or is it; false when either is unknown. */
  includes(newer: EntryId, older: EntryId): boolean
}

/** Who may read one scope, and under which epoch. */
export interface ScopeState {
  readonly scope: string
  /** Active devices; empty for a scope that has ended. */
  readonly devices: ReadonlySet<DeviceId>
  readonly members: ReadonlySet<MemberId>
  /** The epoch to write under, or null. */
  readonly currentEpoch: EpochId | null
  /** True until an open covers exactly the devices: until then edits are kept, not sent. */
  readonly rotationOwed: boolean
}

/** The forum as its chain has it: a pure function of the set of entries. */
export interface ForumState extends View {
  readonly forum: ForumId
  /** Authorised entries that no other authorised entry follows, sorted. */
  readonly heads: readonly EntryId[]
  /** `forum`, `moderators`, and every scope for which an epoch was opened. See `scopeState` for others. */
  readonly scopes: ReadonlyMap<string, ScopeState>
  /** The epoch of the scope `forum` to write under: null before the first, and while no open lies within the active devices. */
  readonly currentEpoch: EpochId | null
  /** Of the scope `forum`: true until an open covers exactly the active devices: until then edits are kept, not sent. */
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
