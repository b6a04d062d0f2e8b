import type { EntryId, MemberId } from '#shared/ids.ts'

/** What a code is for, in the order of their numbers, which begin at 1. */
export const doorPurposes = ['join', 'add', 'return', 'guest'] as const

/**
 * What somebody does at a door: comes in as a new member, adds a computer to those of the member
 * whose computer answers, comes back as a member who has lost all of theirs, or comes in as a guest
 * of one session.
 */
export type DoorPurpose = (typeof doorPurposes)[number]

/** The purposes that an invitation in the chain is for. */
export type InvitedPurpose = 'join' | 'guest'

/** The purposes that are for a computer of somebody who is a member already. */
export type ComputerPurpose = Exclude<DoorPurpose, InvitedPurpose>

/** What a conversation at the door is about; the purpose and this are in everything that is signed. */
export type DoorSubject =
  | { readonly purpose: InvitedPurpose; readonly invitation: EntryId }
  | { readonly purpose: ComputerPurpose; readonly member: MemberId }

/** The number of a purpose, 1 to 4. */
export function purposeNumber(purpose: DoorPurpose): number {
  return doorPurposes.indexOf(purpose) + 1
}

/** Hex of the id that a conversation is about: the invitation (32 bytes) or the member (16). */
export function subjectId(subject: DoorSubject): EntryId | MemberId {
  return 'invitation' in subject ? subject.invitation : subject.member
}
