import type { AdmissionPolicy, EntryBody, EntryType } from './bodies.ts'

/** Numbers of the types on the wire. Numbers of later types are kept free, none is reused. */
export const typeNumbers: Readonly<Record<EntryType, number>> = {
  genesis: 1,
  'invite.create': 2,
  'invite.revoke': 3,
  'member.admit': 4,
  'member.remove': 5,
  'member.leave': 6,
  'device.add': 7,
  'device.revoke': 8,
  'role.grant': 9,
  'role.revoke': 10,
  'epoch.open': 11,
  'epoch.grant': 12,
  'epoch.ack': 13,
  'handoff.offer': 14,
  'handoff.accept': 15,
  'handoff.decline': 16,
  'policy.set': 17,
  'snapshot.attest': 18,
  'recovery.use': 19,
  objection: 20,
  'recovery.set': 21,
}
/** With a guest's session scope after the fields: other numbers, so that old bytes stay as they were. */
export const guestInvitation = 22
export const guestAdmission = 23

export const admissionNumbers: Readonly<Record<AdmissionPolicy, number>> = { one: 1, two: 2 }
/** The one role there is; its number keeps room for others. */
export const moderatorRole = 1

/** The number of the body's type on the wire. */
export function numberOf(body: EntryBody): number {
  if (body.type === 'invite.create' && body.guest !== undefined) return guestInvitation
  if (body.type === 'member.admit' && body.guest !== undefined) return guestAdmission
  return typeNumbers[body.type]
}
