import { encode } from '#shared/codec/index.ts'
import type { DeviceId, EntryId, ForumId } from '#shared/ids.ts'
import { memberId } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import type { DeviceRecord, MemberAdmitBody } from './types.ts'

/** What a device signs about itself when it comes in: forum, member, both keys, invitation. */
export function deviceStatement(
  sodium: Sodium,
  forum: ForumId,
  invitation: EntryId,
  device: Omit<DeviceRecord, 'selfSignature'>,
): Uint8Array {
  return encode((writer) => {
    writer.hex(forum)
    writer.hex(memberId(sodium, forum, device.id))
    writer.bytes(device.signingKey)
    writer.bytes(device.sealingKey)
    writer.hex(invitation)
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
  return encode((writer) => {
    writer.hex(forum)
    writer.hex(admission.invitation)
    writer.bytes(admission.device.signingKey)
    writer.bytes(admission.device.sealingKey)
    writer.hex(admitter)
    writer.bytes(admission.transcript)
  }, 1536)
}
