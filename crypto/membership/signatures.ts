import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import type { EntryBody } from './bodies.ts'
import type { Entry, InnerView, MemberState, View } from './types.ts'

/** How many different members must have signed, and what of their authority is used. */
export interface Demand {
  readonly needed: number
  /** Members whose signature does not count: those whom the entry is about. */
  readonly notFrom: readonly MemberId[]
  /** Whether it waits until more than half know of it. */
  readonly waits: boolean
  /** Moderators without whose role it would not stand. */
  readonly roleUsers: readonly MemberId[]
}

const alone: Demand = { needed: 1, notFrom: [], waits: false, roleUsers: [] }

/** The types that may name co-signers. */
export const coSignable: ReadonlySet<string> = new Set([
  'member.admit',
  'member.remove',
  'device.revoke',
  'role.grant',
  'role.revoke',
  'recovery.use',
])

/** The member whose active device this is; guests' too. */
export function memberOfDevice(view: View, device: DeviceId): MemberState | undefined {
  const member = view.devices.get(device)?.member
  return member === undefined ? undefined : (view.members.get(member) ?? view.guests.get(member))
}

/** Full members with a device that may write. */
function actingMembers(view: View): MemberState[] {
  return [...view.members.values()].filter((member) =>
    member.devices.some((device) => !view.suspended.has(device)),
  )
}

/** Full members, each with its longest-enrolled device: who can settle something. */
export function votersOf(view: View): ReadonlyMap<MemberId, DeviceId> {
  const voters = new Map<MemberId, DeviceId>()
  for (const { id, devices } of view.members.values()) {
    const [longest] = devices
    if (longest !== undefined) voters.set(id, longest)
  }
  return voters
}

/** Whether a moderator is left who can act. */
function hasModerator(view: View): boolean {
  return actingMembers(view).some((member) => member.moderatorBy !== null)
}

/** Author first; each member once. */
export function signersOf(view: View, entry: Pick<Entry, 'author' | 'coSigners'>): MemberState[] {
  const members = new Map<MemberId, MemberState>()
  for (const device of [entry.author, ...entry.coSigners.map((each) => each.device)]) {
    const member = memberOfDevice(view, device)
    if (member !== undefined) members.set(member.id, member)
  }
  return [...members.values()]
}

/**
 * What a body needs: min(2, other active members) to remove or demote a moderator, to admit without
 * one, to revoke a lost device, to bring somebody back, and to act while no moderator is left.
 */
export function demandOf(
  view: InnerView,
  body: EntryBody,
  signers: readonly MemberState[],
  evidenceHolds = false,
): Demand {
  const moderator = signers.find((member) => member.moderatorBy !== null)
  const byRole: Demand | null =
    moderator === undefined ? null : { ...alone, roleUsers: [moderator.id] }
  switch (body.type) {
    case 'member.admit':
      if (view.policy.admission === 'one') return alone
      return (
        byRole ??
        byInvitation(view, body.invitation) ?? {
          ...two(view, moderators(view)),
          waits: true,
          notFrom: [],
        }
      )
    case 'member.remove': {
      if (view.guests.has(body.member)) return alone
      const target = view.members.get(body.member)
      return target?.moderatorBy === null && byRole !== null ? byRole : two(view, [body.member])
    }
    case 'device.revoke': {
      const owner = view.devices.get(body.device)?.member
      if (evidenceHolds || owner === undefined || owner === signers[0]?.id) return alone
      return two(view, [owner])
    }
    case 'role.grant':
      if (byRole !== null) return byRole
      return hasModerator(view) ? { ...alone, needed: Infinity } : two(view, [])
    case 'role.revoke':
      return signers[0]?.id === body.member ? alone : two(view, [body.member])
    case 'recovery.use':
      return body.proof === null ? { ...two(view, [body.member]), waits: true } : alone
    case 'policy.set':
    case 'handoff.offer':
      return byRole ?? { ...alone, needed: Infinity }
    default:
      return alone
  }
}

/** A moderator's invitation brings the moderator's word with it. */
function byInvitation(view: InnerView, invitation: EntryId): Demand | null {
  const creator = view.invitations.get(invitation)?.createdBy
  const member = creator === undefined ? undefined : memberOfDevice(view, creator)
  return member?.moderatorBy == null ? null : { ...alone, roleUsers: [member.id] }
}

function moderators(view: View): MemberId[] {
  return [...view.members.values()].flatMap(({ id, moderatorBy }) =>
    moderatorBy === null ? [] : [id],
  )
}

function two(view: View, notFrom: readonly MemberId[]): Demand {
  const others = actingMembers(view).filter(({ id }) => !notFrom.includes(id))
  return { ...alone, needed: Math.min(2, others.length), notFrom }
}
