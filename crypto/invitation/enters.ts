import { deviceStatement, newcomerStatement } from '../membership/statements.ts'
import type { DeviceRecord } from '../membership/bodies.ts'
import type { Sodium } from '../sodium.ts'
import type { AnswerContent } from './answerStatement.ts'

/**
 * What the joining device signs about itself: as a newcomer by an invitation, or as one more device
 * of a member, let in by the device that answered.
 */
export function entersStatement(
  sodium: Sodium,
  { forum, subject, admitter }: Pick<AnswerContent, 'forum' | 'subject' | 'admitter'>,
  device: Omit<DeviceRecord, 'selfSignature'>,
): Uint8Array {
  return 'invitation' in subject
    ? newcomerStatement(sodium, forum, subject.invitation, device)
    : deviceStatement(forum, subject.member, admitter.device, device)
}
