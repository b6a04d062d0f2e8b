import type { EntryId, MemberId } from '#shared/ids.ts'
import { applyEpoch } from './applyEpoch.ts'
import type { Applying, Setback } from './applying.ts'
import { enrolDevice, enrolMember } from './enrol.ts'
import type { Footing } from './footing.ts'
import { departDevice, departMember, endRole, giveRole } from './depart.ts'
import { attestationKey } from './keys.ts'
import type { Entry, PendingAct } from './types.ts'
import { votersOf } from './signatures.ts'
import { withItems, withValue, without } from './view.ts'
import type { DraftView } from './view.ts'

/**
 * Adds an authorised entry to a view of its past. A voided one uses up what it used, and gives
 * nothing. Answers what comes to nothing by it, if anything.
 */
export function applyEntry(on: Applying, view: DraftView, entry: Entry): Setback | null {
  noteAuthor(view, entry)
  const isVoid = on.voided.has(entry.id)
  const comesToNothing = isVoid || on.ended.has(entry.id)
  useUp(view, entry, comesToNothing)
  const setback =
    (isVoid ? null : stopPending(on, view, entry)) ??
    (comesToNothing ? null : applyBody(on, view, entry))
  return setback ?? acknowledge(on, view, entry)
}

function noteAuthor(view: DraftView, entry: Entry): void {
  const before = view.authors.get(entry.author)
  // Of a forked author the highest sequence, then the first in order: it writes no more anyhow.
  if (before !== undefined && before.seq >= entry.seq) return
  const same = before !== undefined && before.epoch === entry.epoch
  view.authors = withValue(view.authors, entry.author, {
    seq: entry.seq,
    last: entry.id,
    epoch: entry.epoch,
    countInEpoch: same ? before.countInEpoch + 1 : 1,
  })
}

/** What even a void entry uses: its device is known for ever, its invitation has ended. */
function useUp(view: DraftView, entry: Entry, isVoid: boolean): void {
  const { body } = entry
  if (body.type === 'genesis') view.everEnrolled = withItems(view.everEnrolled, [entry.author])
  if (body.type === 'member.admit') closeInvitation(view, body.invitation, 'used')
  if (body.type === 'invite.create') {
    const { roomKey, proofKey, expiresAt } = body
    view.invitations = withValue(view.invitations, entry.id, {
      id: entry.id,
      createdBy: entry.author,
      roomKey,
      proofKey,
      expiresAt,
      guestOf: body.guest ?? null,
      status: isVoid ? 'revoked' : 'open',
    })
  }
  if (body.type === 'member.admit' || body.type === 'device.add' || body.type === 'recovery.use') {
    view.everEnrolled = withItems(view.everEnrolled, [body.device.id])
  }
}

function applyBody(on: Applying, view: DraftView, entry: Entry): Setback | null {
  const { body } = entry
  const footing = on.footing(entry.id)
  switch (body.type) {
    case 'genesis': {
      const { authorKey: signingKey, author: id } = entry
      const device = { id, signingKey, sealingKey: body.sealingKey }
      return enrolMember(on, view, entry, device, null, entry.id)
    }
    case 'invite.create':
      return null
    case 'invite.revoke':
      closeInvitation(view, body.invitation, 'revoked')
      return null
    case 'member.admit':
    case 'recovery.use':
      if (footing?.waits !== true) return letIn(on, view, entry)
      view.pending = withValue(view.pending, entry.id, pendingAct(entry, footing))
      return null
    case 'member.remove':
      departMember(view, entry, body.member, body.cutOffs)
      return null
    case 'member.leave':
      departMember(view, entry, footing?.signers[0], body.cutOffs)
      return null
    case 'device.add':
      return enrolDevice(view, entry, body.member, body.device, footing?.lineage ?? null)
    case 'device.revoke':
      departDevice(view, entry, body.device, footing?.signers[0], body.cutOffs)
      return null
    case 'role.grant':
      giveRole(view, entry, body.member)
      return null
    case 'role.revoke':
      endRole(view, entry, body.member, body.cutOffs)
      return null
    case 'handoff.offer': {
      const [from] = footing?.signers ?? []
      if (from === undefined) return null
      const { successor, packageHash } = body
      view.handoff = { offer: entry.id, from, successor, packageHash, epoch: entry.epoch }
      return null
    }
    case 'handoff.accept': {
      const from = on.footing(body.offer)?.signers[0]
      if (from !== undefined) endRole(view, entry, from, body.cutOffs)
      giveRole(view, entry, footing?.signers[0])
      if (view.handoff?.offer === body.offer) view.handoff = null
      return null
    }
    case 'handoff.decline':
      if (view.handoff?.offer === body.offer) view.handoff = null
      return null
    case 'policy.set': {
      const { policy } = view
      view.policy = {
        suite: Math.max(policy.suite, body.suite),
        admission: policy.admission === 'two' ? 'two' : body.admission,
        document: body.document,
      }
      return null
    }
    case 'snapshot.attest': {
      const key = attestationKey(body.scope, body.document, body.snapshot)
      const members = withItems(view.attestations.get(key)?.members, footing?.signers ?? [])
      const { scope, document } = body
      view.attestations = withValue(view.attestations, key, { scope, document, members })
      return null
    }
    case 'recovery.set': {
      const member = view.members.get(footing?.signers[0] ?? ('' as MemberId))
      if (member === undefined) return null
      const lineage = footing?.lineage ?? null
      const recovery = { key: body.recoveryKey, setBy: entry.id, lineage }
      view.members = withValue(view.members, member.id, { ...member, recovery })
      return null
    }
    case 'objection':
      return null
    case 'epoch.open':
    case 'epoch.grant':
    case 'epoch.ack':
      applyEpoch(on, view, entry, body)
      return null
  }
}

function closeInvitation(view: DraftView, id: EntryId, status: 'used' | 'revoked'): void {
  const invitation = view.invitations.get(id)
  if (invitation === undefined || invitation.status === 'used') return
  view.invitations = withValue(view.invitations, id, { ...invitation, status })
}

function pendingAct(entry: Entry, footing: Footing): PendingAct {
  return {
    entry: entry.id,
    member: entry.body.type === 'recovery.use' ? entry.body.member : null,
    voters: votersOf(footing.past),
    acknowledged: new Set(),
    signers: footing.signers.length,
  }
}

/** An objection stops the act it names, the next act that waits the one before it. */
function stopPending(on: Applying, view: DraftView, entry: Entry): Setback | null {
  const { body } = entry
  const waits = on.footing(entry.id)?.waits === true
  for (const act of view.pending.keys()) {
    const concerns =
      body.type === 'objection' ? body.act === act : waits && on.includes(entry.id, act)
    if (!concerns || !on.stops(entry, act)) continue
    view.pending = without(view.pending, act)
    return { entry: act, code: 'act-objected', member: null }
  }
  return null
}

/** The entry tells of everything in its past: of the act that waits too, if its author has a voice. */
function acknowledge(on: Applying, view: DraftView, entry: Entry): Setback | null {
  for (const act of view.pending.values()) {
    if (!on.includes(entry.id, act.entry)) continue
    const voter = [...act.voters].find(([, device]) => device === entry.author)
    if (voter === undefined || act.acknowledged.has(voter[0])) continue
    const acknowledged = withItems(act.acknowledged, [voter[0]])
    if (acknowledged.size * 2 <= act.voters.size) {
      view.pending = withValue(view.pending, act.entry, { ...act, acknowledged })
      continue
    }
    view.pending = without(view.pending, act.entry)
    const settled = on.entry(act.entry)
    const setback = settled === undefined ? null : letIn(on, view, settled)
    if (setback !== null) return setback
  }
  return null
}

/** An admission or a return takes effect. */
function letIn(on: Applying, view: DraftView, entry: Entry): Setback | null {
  const { body } = entry
  if (body.type === 'member.admit') {
    return enrolMember(on, view, entry, body.device, body.guest ?? null, null)
  }
  if (body.type !== 'recovery.use') return null
  const member = view.members.get(body.member)
  if (member === undefined) return null
  if (body.proof !== null) {
    return enrolDevice(view, entry, member.id, body.device, member.recovery?.lineage ?? null)
  }
  const setback = enrolDevice(view, entry, member.id, body.device, entry.id)
  const now = view.members.get(member.id)
  if (setback === null && now !== undefined) {
    view.members = withValue(view.members, now.id, { ...now, moderatorBy: null, roleCovers: [] })
  }
  return setback
}
