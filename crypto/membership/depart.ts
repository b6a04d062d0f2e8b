import type { DeviceId, MemberId } from '#shared/ids.ts'
import type { CutOff } from './bodies.ts'
import { moderatorScope } from './limits.ts'
import type { Entry } from './types.ts'
import { withValue, without } from './view.ts'
import type { DraftView } from './view.ts'

/** A member or guest goes, with all devices. */
export function departMember(
  view: DraftView,
  entry: Entry,
  id: MemberId | undefined,
  cutOffs: readonly CutOff[],
): void {
  const member = id && (view.members.get(id) ?? view.guests.get(id))
  if (!member) return
  view.members = without(view.members, member.id)
  view.guests = without(view.guests, member.id)
  view.devices = without(view.devices, ...member.devices)
  depart(view, entry, member.devices, null, cutOffs)
}

/** One device goes; its member stays. */
export function departDevice(
  view: DraftView,
  entry: Entry,
  id: DeviceId,
  by: MemberId | undefined,
  cutOffs: readonly CutOff[],
): void {
  const device = view.devices.get(id)
  const member = device && (view.members.get(device.member) ?? view.guests.get(device.member))
  if (!member) return
  const changed = { ...member, devices: member.devices.filter((each) => each !== id) }
  if (member.guestOf === null) view.members = withValue(view.members, member.id, changed)
  else view.guests = withValue(view.guests, member.id, changed)
  view.devices = without(view.devices, id)
  if (by !== member.id) view.revokedByOthers = withValue(view.revokedByOthers, id, member.id)
  depart(view, entry, [id], null, cutOffs)
}

export function giveRole(view: DraftView, entry: Entry, id: MemberId | undefined): void {
  const member = id && view.members.get(id)
  if (!member || member.moderatorBy !== null) return
  const lines = member.devices.flatMap((device) => view.devices.get(device)?.lineage ?? [])
  const changed = { ...member, moderatorBy: entry.id, roleCovers: [...new Set(lines)] }
  view.members = withValue(view.members, member.id, changed)
}

export function endRole(
  view: DraftView,
  entry: Entry,
  id: MemberId,
  cutOffs: readonly CutOff[],
): void {
  const member = view.members.get(id)
  if (member === undefined || member.moderatorBy === null) return
  view.members = withValue(view.members, id, { ...member, moderatorBy: null, roleCovers: [] })
  depart(view, entry, member.devices, moderatorScope, cutOffs)
}

function depart(
  view: DraftView,
  { id: entry }: Entry,
  devices: readonly DeviceId[],
  scope: string | null,
  cutOffs: readonly CutOff[],
): void {
  view.departures = [...view.departures, { entry, devices: new Set(devices), scope, cutOffs }]
}
