import { encode } from '#shared/codec/index.ts'
import type { DeviceId, EntryId, ForumId, MemberId } from '#shared/ids.ts'
import { memberId } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import type { DeviceRecord, MemberAdmitBody } from './bodies.ts'

/**
 * What a device signs about itself when it comes in: forum, member, both keys, and what lets it in:
 * the invitation, the device that adds it, or the device that lets it back in.
 */
export function deviceStatement(
  forum: ForumId,
  member: MemberId,
  letInBy: EntryId | DeviceId,
  device: Omit<DeviceRecord, 'selfSignature'>,
): Uint8Array {
  return encode((writer) => {
    writer.hex(forum)
    writer.hex(member)
    writer.bytes(device.signingKey)
    writer.bytes(device.sealingKey)
    writer.hex(letInBy)
  }, 1536)
}

/** The same for a newcomer, whose member id follows from this very device. */
export function newcomerStatement(
  sodium: Sodium,
  forum: ForumId,
  invitation: EntryId,
  device: Omit<DeviceRecord, 'selfSignature'>,
): Uint8Array {
  return deviceStatement(forum, memberId(sodium, forum, device.id), invitation, device)
}

/** What a printed recovery key signs: this device may come back as this member of this forum. */
export function recoveryStatement(
  forum: ForumId,
  member: MemberId,
  device: Pick<DeviceRecord, 'signingKey' | 'sealingKey'>,
): Uint8Array {
  return encode((writer) => {
    writer.hex(forum)
    writer.hex(member)
    writer.bytes(device.signingKey)
    writer.bytes(device.sealingKey)
  }, 1536)
}

/**
 * What the invitation's proof key signs: this joiner, let in by this device, in this conversation.
 * So a proof seen by others admits nobody else, nowhere else.
 */
export function proofStatement(
  forum: ForumId,
  admitter: DeviceId,
  admission: Pick<MemberAdmitBody, 'invitation' | 'transcript'> & {
    readonly device: Pick<DeviceRecord, 'signingKey' | 'sealingKey'>
  },
): Uint8Array {
  return codeProofStatement(forum, admission.invitation, admitter, admission)
}

/** The same for any code: `subject` is the invitation, or the member whose computer this becomes. */
export function codeProofStatement(
  forum: ForumId,
  subject: EntryId | MemberId,
  admitter: DeviceId,
  claim: {
    readonly device: Pick<DeviceRecord, 'signingKey' | 'sealingKey'>
    readonly transcript: Uint8Array
  },
): Uint8Array {
  return encode((writer) => {
    writer.hex(forum)
    writer.hex(subject)
    writer.bytes(claim.device.signingKey)
    writer.bytes(claim.device.sealingKey)
    writer.hex(admitter)
    writer.bytes(claim.transcript)
  }, 1536)
}
