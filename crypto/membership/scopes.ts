import type { DeviceId, MemberId } from '#shared/ids.ts'
import { forumScope, moderatorScope } from './limits.ts'
import type { DeviceState, MemberState, View } from './types.ts'

/** A scope's name taken apart. Scopes never derive from one another. */
export type Scope =
  | { readonly kind: 'forum' }
  | { readonly kind: 'moderators' }
  | { readonly kind: 'pair'; readonly members: readonly [MemberId, MemberId] }
  | { readonly kind: 'session' }
  | { readonly kind: 'self'; readonly member: MemberId; readonly lineage: string | null }

const pairName = /^pair:([0-9a-f]{32})\.([0-9a-f]{32})$/
const sessionName = /^session:[0-9a-f]{32}$/
const selfName = /^self:([0-9a-f]{32})(?:\.([0-9a-f]{32}))?$/

/** Two members' own scope, whoever asks: their ids in order. */
export function pairScope(a: MemberId, b: MemberId): string {
  return a < b ? `pair:${a}.${b}` : `pair:${b}.${a}`
}

/** One meeting with a guest; `id`: 32 hex digits at random. */
export function sessionScope(id: string): string {
  return `session:${id}`
}

/**
 * What only a member's own devices read. A device that came back by the word of two members, and
 * those added from it, have one of their own, so that nobody is brought back to listen in.
 */
export function selfScope(device: Pick<DeviceState, 'member' | 'lineage'>): string {
  const suffix = device.lineage === null ? '' : `.${device.lineage.slice(0, 32)}`
  return `self:${device.member}${suffix}`
}

/** Null for what is no scope, or not in its one form. */
export function parseScope(scope: string): Scope | null {
  if (scope === forumScope) return { kind: 'forum' }
  if (scope === moderatorScope) return { kind: 'moderators' }
  if (sessionName.test(scope)) return { kind: 'session' }
  const [, first, second] = pairName.exec(scope) ?? []
  if (first !== undefined && second !== undefined) {
    // The pattern has parsed them.
    const members = [first as MemberId, second as MemberId] as const
    return first < second ? { kind: 'pair', members } : null
  }
  const [, member, lineage] = selfName.exec(scope) ?? []
  if (member === undefined) return null
  return { kind: 'self', member: member as MemberId, lineage: lineage ?? null }
}

/**
 * The active devices that may read a scope, from the chain alone; none for a scope that has ended
 * or is no scope. A session lasts while it has a guest or an open invitation for one. Suspended
 * devices are among them until they are revoked.
 */
export function devicesOf(view: View, scope: string): ReadonlySet<DeviceId> {
  const parsed = parseScope(scope)
  if (parsed === null) return new Set()
  switch (parsed.kind) {
    case 'forum':
      return devicesOfMembers(view, [...view.members.values()])
    case 'moderators': {
      const moderators = [...view.members.values()].filter((each) => each.moderatorBy !== null)
      return devicesOfMembers(view, moderators, isTrustedModerator)
    }
    case 'pair': {
      const both = parsed.members.flatMap((id) => view.members.get(id) ?? [])
      return both.length < 2 ? new Set() : devicesOfMembers(view, both, isOwnLine)
    }
    case 'session':
      return devicesOfSession(view, scope)
    case 'self': {
      const member = view.members.get(parsed.member)
      const { lineage } = parsed
      return devicesOfMembers(view, member === undefined ? [] : [member], (device) =>
        lineage === null ? isOwnLine(device) : device.lineage?.startsWith(lineage) === true,
      )
    }
  }
}

type Admits = (device: DeviceState, member: MemberState) => boolean

function isOwnLine(device: DeviceState): boolean {
  return device.lineage === null
}

/** Whoever came back by two members' word has lost the role; when it was granted again, all know. */
const isTrustedModerator: Admits = (device, member) =>
  device.lineage === null || member.roleCovers.includes(device.lineage)

function devicesOfMembers(
  view: View,
  members: readonly MemberState[],
  admits: Admits = () => true,
): ReadonlySet<DeviceId> {
  const devices = new Set<DeviceId>()
  for (const member of members) {
    for (const id of member.devices) {
      const device = view.devices.get(id)
      if (device !== undefined && admits(device, member)) devices.add(id)
    }
  }
  return devices
}

function devicesOfSession(view: View, scope: string): ReadonlySet<DeviceId> {
  const guests = [...view.guests.values()].filter((each) => each.guestOf === scope)
  const isAwaited = () =>
    [...view.invitations.values()].some(
      ({ guestOf, status }) => guestOf === scope && status === 'open',
    )
  if (guests.length === 0 && !isAwaited()) return new Set()
  return devicesOfMembers(view, [...view.members.values(), ...guests])
}

/** The members and guests behind those devices. */
export function membersOf(view: View, scope: string): ReadonlySet<MemberId> {
  const members = new Set<MemberId>()
  for (const id of devicesOf(view, scope)) {
    const device = view.devices.get(id)
    if (device !== undefined) members.add(device.member)
  }
  return members
}
