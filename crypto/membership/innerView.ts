import type { DeviceId, EntryId, EpochId, ForumId, MemberId } from '#shared/ids.ts'
import { assertNever } from '#shared/result.ts'
import { memberId } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import { forumScope } from './limits.ts'
import type {
  AuthorState,
  DeviceState,
  Entry,
  EpochState,
  InnerView,
  InvitationState,
  MemberState,
} from './types.ts'

/** A view while it is made. */
export interface DraftView {
  members: Map<MemberId, MemberState>
  devices: Map<DeviceId, DeviceState>
  invitations: Map<EntryId, InvitationState>
  epochs: Map<EpochId, EpochState>
  suspended: Set<DeviceId>
  authors: Map<DeviceId, AuthorState>
  everEnrolled: Set<DeviceId>
  latestOpens: readonly EpochState[]
}

/** Whether the first entry lies in the past of the second or is it. */
export type Includes = (newer: EntryId, older: EntryId) => boolean

export function emptyView(): DraftView {
  return {
    members: new Map(),
    devices: new Map(),
    invitations: new Map(),
    epochs: new Map(),
    suspended: new Set(),
    authors: new Map(),
    everEnrolled: new Set(),
    latestOpens: [],
  }
}

/** A copy that may be changed without changing the original; only what this entry touches is copied. */
export function draftFor(view: InnerView, entry: Entry): DraftView {
  const enrols = entry.type === 'genesis' || entry.type === 'member.admit'
  const invites = entry.type !== 'genesis' && entry.type !== 'epoch.open'
  // Maps that this entry does not touch are shared: `applyEntry` writes to no other.
  const shared = view as DraftView
  return {
    ...shared,
    authors: new Map(view.authors),
    members: enrols ? new Map(view.members) : shared.members,
    devices: enrols ? new Map(view.devices) : shared.devices,
    everEnrolled: enrols ? new Set(view.everEnrolled) : shared.everEnrolled,
    invitations: invites ? new Map(view.invitations) : shared.invitations,
    epochs: entry.type === 'epoch.open' ? new Map(view.epochs) : shared.epochs,
  }
}

/** Adds an authorised entry to a view of its past. A voided one uses up what it used, and gives nothing. */
export function applyEntry(
  sodium: Sodium,
  forum: ForumId,
  view: DraftView,
  entry: Entry,
  isVoid: boolean,
  includes: Includes,
): void {
  noteAuthor(view, entry)
  const { body } = entry
  switch (body.type) {
    case 'genesis':
      enrol(sodium, forum, view, entry, entry.author, entry.authorKey, body.sealingKey)
      return
    case 'invite.create': {
      const { roomKey, proofKey, expiresAt } = body
      const status = isVoid ? 'revoked' : 'open'
      const createdBy = entry.author
      view.invitations.set(entry.id, {
        id: entry.id,
        createdBy,
        roomKey,
        proofKey,
        expiresAt,
        status,
      })
      return
    }
    case 'invite.revoke':
      if (!isVoid) closeInvitation(view, body.invitation, 'revoked')
      return
    case 'member.admit':
      view.everEnrolled.add(body.device.id)
      closeInvitation(view, body.invitation, 'used')
      if (isVoid) return
      enrol(
        sodium,
        forum,
        view,
        entry,
        body.device.id,
        body.device.signingKey,
        body.device.sealingKey,
      )
      return
    case 'epoch.open': {
      if (isVoid) return
      const epoch: EpochState = {
        // An epoch's id is the id of the entry that opens it.
        id: entry.id as string as EpochId,
        entry: entry.id,
        scope: body.scope,
        devices: new Set(body.devices),
        opener: entry.author,
        lamport: entry.lamport,
      }
      view.epochs.set(epoch.id, epoch)
      if (body.scope !== forumScope) return
      const earlier = view.latestOpens.filter((open) => !includes(entry.id, open.entry))
      view.latestOpens = [...earlier, epoch]
      return
    }
    default:
  }
}

/**
 * The epoch to write under. Candidates are the causally latest opens; of those that cover exactly
 * the active devices the highest Lamport wins, then the lowest id. With none, rotation is owed, and
 * the epoch is the best of those that lie within the active devices, if there is one.
 */
export function currentEpoch(view: InnerView): { epoch: EpochId | null; owed: boolean } {
  const within = view.latestOpens.filter((open) =>
    [...open.devices].every((device) => view.devices.has(device)),
  )
  const exact = within.filter((open) => open.devices.size === view.devices.size)
  const best = [...(exact.length > 0 ? exact : within)].sort(
    (a, b) => b.lamport - a.lamport || (a.id < b.id ? -1 : 1),
  )[0]
  return { epoch: best?.id ?? null, owed: exact.length === 0 }
}

function noteAuthor(view: DraftView, entry: Entry): void {
  const before = view.authors.get(entry.author)
  // Of a forked author the highest sequence, then the first in order: it writes no more anyhow.
  if (before !== undefined && before.seq >= entry.seq) return
  const same = before !== undefined && before.epoch === entry.epoch
  view.authors.set(entry.author, {
    seq: entry.seq,
    last: entry.id,
    epoch: entry.epoch,
    countInEpoch: same ? before.countInEpoch + 1 : 1,
  })
}

function closeInvitation(view: DraftView, id: EntryId, status: 'used' | 'revoked'): void {
  const invitation = view.invitations.get(id)
  if (invitation === undefined || invitation.status === 'used') return
  view.invitations.set(id, { ...invitation, status })
}

function enrol(
  sodium: Sodium,
  forum: ForumId,
  view: DraftView,
  entry: Entry,
  id: DeviceId,
  signingKey: Uint8Array,
  sealingKey: Uint8Array,
): void {
  // Two members may let in one and the same device at the same time: the first in order stands.
  if (view.devices.has(id)) return
  const member = memberId(sodium, forum, id)
  view.everEnrolled.add(id)
  view.devices.set(id, { id, member, signingKey, sealingKey, admittedBy: entry.id })
  view.members.set(member, { id: member, devices: [id], admittedBy: entry.id })
}
