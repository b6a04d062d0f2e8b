import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import { memberId } from '../device.ts'
import type { Applying, Setback } from './applying.ts'
import { maxDevicesOfMember, maxMembers } from './limits.ts'
import type { DeviceState, Entry } from './types.ts'
import { withItems, withValue } from './view.ts'
import type { DraftView } from './view.ts'

type NewDevice = Pick<DeviceState, 'id' | 'signingKey' | 'sealingKey'>

/** A new member with its first device, or what did not fit. */
export function enrolMember(
  on: Pick<Applying, 'sodium' | 'forum'>,
  view: DraftView,
  entry: Entry,
  device: NewDevice,
  guestOf: string | null,
  moderatorBy: EntryId | null,
): Setback | null {
  // Two members may let in one and the same device at the same time: the first in order stands.
  if (view.devices.has(device.id)) return null
  if (view.members.size + view.guests.size >= maxMembers) {
    return { entry: entry.id, code: 'forum-full', member: null }
  }
  const id = memberId(on.sodium, on.forum, device.id)
  const devices: readonly DeviceId[] = [device.id]
  const admittedBy = entry.id
  const member = { id, devices, admittedBy, moderatorBy, roleCovers: [], recovery: null, guestOf }
  if (guestOf === null) view.members = withValue(view.members, id, member)
  else view.guests = withValue(view.guests, id, member)
  addDevice(view, entry, id, device, null)
  return null
}

/** One more device of a full member, or what did not fit. */
export function enrolDevice(
  view: DraftView,
  entry: Entry,
  id: MemberId,
  device: NewDevice,
  lineage: EntryId | null,
): Setback | null {
  const member = view.members.get(id)
  if (member === undefined || view.devices.has(device.id)) return null
  if (member.devices.length >= maxDevicesOfMember) {
    return { entry: entry.id, code: 'device-limit', member: id }
  }
  const devices = [...member.devices, device.id]
  view.members = withValue(view.members, id, { ...member, devices })
  addDevice(view, entry, id, device, lineage)
  return null
}

function addDevice(
  view: DraftView,
  entry: Entry,
  member: MemberId,
  { id, signingKey, sealingKey }: NewDevice,
  lineage: EntryId | null,
): void {
  const admittedBy = entry.id
  const state = { id, member, signingKey, sealingKey, mailbox: null, admittedBy, lineage }
  view.devices = withValue(view.devices, id, state)
  view.everEnrolled = withItems(view.everEnrolled, [id])
}
