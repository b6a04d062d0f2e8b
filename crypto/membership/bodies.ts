import type {
  DeviceId,
  EntryId,
  EnvelopeId,
  EpochId,
  IncarnationId,
  MemberId,
} from '#shared/ids.ts'

/** A device as the chain enrols it: its public keys and its own signature over them. */
export interface DeviceRecord {
  readonly id: DeviceId
  readonly signingKey: Uint8Array
  /** X-Wing, 1,216 bytes. */
  readonly sealingKey: Uint8Array
  /** By the device, over forum, member, both keys and what lets it in (see `deviceStatement`). */
  readonly selfSignature: Uint8Array
}

/** A log: what one incarnation of one device wrote into one document of one scope. */
export interface LogName {
  readonly scope: string
  readonly document: string
  readonly device: DeviceId
  readonly incarnation: IncarnationId
}

/** The last envelope of a log that counts by itself. */
export interface CutOff extends LogName {
  readonly seq: number
  readonly id: EnvelopeId
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
  /** For a guest: the one scope, `session:` and 32 hex digits, that the invitation leads to. */
  readonly guest?: string
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
  /** For a guest: the session scope, as the invitation has it. */
  readonly guest?: string
}

export interface MemberRemoveBody {
  readonly type: 'member.remove'
  readonly member: MemberId
  readonly cutOffs: readonly CutOff[]
}

export interface MemberLeaveBody {
  readonly type: 'member.leave'
  readonly cutOffs: readonly CutOff[]
}

export interface DeviceAddBody {
  readonly type: 'device.add'
  /** The author's own. */
  readonly member: MemberId
  readonly device: DeviceRecord
}

export interface DeviceRevokeBody {
  readonly type: 'device.revoke'
  readonly device: DeviceId
  /** Two entries of the device at one sequence: then any one member may revoke it. */
  readonly evidence: readonly [EntryId, EntryId] | null
  readonly cutOffs: readonly CutOff[]
}

export interface RoleGrantBody {
  readonly type: 'role.grant'
  /** Becomes a moderator: the one role there is. */
  readonly member: MemberId
}

export interface RoleRevokeBody {
  readonly type: 'role.revoke'
  readonly member: MemberId
  /** For logs in the scope `moderators`. */
  readonly cutOffs: readonly CutOff[]
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

export interface EpochGrantBody {
  readonly type: 'epoch.grant'
  readonly epoch: EpochId
  /** One of the epoch's own devices, whose box was bad or whose key is gone. */
  readonly device: DeviceId
  /** 1,168 bytes: the epoch key sealed to that device. */
  readonly box: Uint8Array
}

export interface EpochAckBody {
  readonly type: 'epoch.ack'
  readonly epoch: EpochId
  /** A fresh X-Wing key: later epochs are sealed to it. */
  readonly sealingKey: Uint8Array
  /** The public name, 32 bytes, of the device's fresh mailbox for waybills. */
  readonly mailbox: Uint8Array
}

export interface HandoffOfferBody {
  readonly type: 'handoff.offer'
  readonly successor: MemberId
  /** BLAKE2b-256 of the sealed package of notes. */
  readonly packageHash: Uint8Array
}

export interface HandoffAcceptBody {
  readonly type: 'handoff.accept'
  readonly offer: EntryId
  /** The outgoing moderator's logs in the scope `moderators`. */
  readonly cutOffs: readonly CutOff[]
}

export interface HandoffDeclineBody {
  readonly type: 'handoff.decline'
  readonly offer: EntryId
}

/** `one`: any member lets in alone. `two`: without a moderator it takes two, and time to object. */
export type AdmissionPolicy = 'one' | 'two'

export interface PolicySetBody {
  readonly type: 'policy.set'
  readonly suite: number
  readonly admission: AdmissionPolicy
  /** BLAKE2b-256 of the document that says the rest, which lies in the scope `forum`. */
  readonly document: Uint8Array | null
}

export interface SnapshotAttestBody {
  readonly type: 'snapshot.attest'
  readonly scope: string
  readonly document: string
  /** BLAKE2b-256 of the snapshot that the author rebuilt and compared. */
  readonly snapshot: Uint8Array
}

export interface RecoverySetBody {
  readonly type: 'recovery.set'
  /** Ed25519; the secret half is printed. Replaces the member's earlier one. */
  readonly recoveryKey: Uint8Array
}

/** How somebody proves who they are to come back: the printed key, or the word of two members. */
export interface RecoveryProof {
  readonly recoveryKey: Uint8Array
  /** By the recovery key, over forum, member and both keys of the device. */
  readonly signature: Uint8Array
}

export interface RecoveryUseBody {
  readonly type: 'recovery.use'
  readonly member: MemberId
  readonly device: DeviceRecord
  /** Null: by the co-signers' word, after a spoken check. */
  readonly proof: RecoveryProof | null
}

export interface ObjectionBody {
  readonly type: 'objection'
  /** A pending admission or recovery. */
  readonly act: EntryId
}

export type EntryBody =
  | GenesisBody
  | InviteCreateBody
  | InviteRevokeBody
  | MemberAdmitBody
  | MemberRemoveBody
  | MemberLeaveBody
  | DeviceAddBody
  | DeviceRevokeBody
  | RoleGrantBody
  | RoleRevokeBody
  | EpochOpenBody
  | EpochGrantBody
  | EpochAckBody
  | HandoffOfferBody
  | HandoffAcceptBody
  | HandoffDeclineBody
  | PolicySetBody
  | SnapshotAttestBody
  | RecoverySetBody
  | RecoveryUseBody
  | ObjectionBody

export type EntryType = EntryBody['type']
