import type { FailureCode } from '#shared/failure.ts'
import type { EntryId } from '#shared/ids.ts'
import { areConcurrent, isBefore } from './closure.ts'
import type { Closure } from './closure.ts'
import type { Footing } from './footing.ts'
import { forumScope } from './limits.ts'
import type { Settled } from './settled.ts'
import type { Entry } from './types.ts'

/** One entry voids another if it counts itself. */
export interface Attack {
  readonly by: Entry
  readonly on: EntryId
  readonly code: FailureCode
}

/**
 * What would void what, before it is decided which of them count:
 *
 * - `taking-away-acts-at-once`: a removal, leave, revocation, demotion or decline voids concurrent
 *   entries of its target, and those that use what it takes, unless they are settled against it.
 * - `rivals-leave-one`: of two admissions by one invitation, two acts that wait, or two offers, the
 *   settled one stands, else the first in order.
 * - `co-signatures-lapse`: a forum epoch that is settled against a co-signed entry ends it.
 */
export function findAttacks(closure: Closure, settled: Settled): Attack[] {
  const attacks: Attack[] = []
  const { entries } = closure
  const takers = entries.filter(isTaker)
  const contested = entries.filter((entry) => isContested(closure, entry))
  const coSigned = entries.filter((entry) => entry.coSigners.length > 0)
  for (const by of takers) {
    for (const entry of entries) {
      const code = hits(closure, by, entry)
      if (code === null || !isIgnoredBy(closure, by, entry) || settled(entry, by)) continue
      attacks.push({ by, on: entry.id, code })
    }
  }
  for (const by of contested) {
    for (const entry of contested) {
      const code = by === entry ? null : rivalry(closure, by, entry)
      if (code === null || !areConcurrent(closure, by, entry)) continue
      const wins = settled(by, entry) || (!settled(entry, by) && isBefore(by, entry))
      if (wins) attacks.push({ by, on: entry.id, code })
    }
  }
  for (const entry of coSigned) {
    const next = entries.find(
      (by) =>
        by.body.type === 'epoch.open' &&
        by.body.scope === forumScope &&
        areConcurrent(closure, by, entry) &&
        settled(by, entry),
    )
    if (next !== undefined) attacks.push({ by: next, on: entry.id, code: 'co-signature-lapsed' })
  }
  return attacks
}

/** Whether the author did not know of it, or by what it knew it did not count: which may be otherwise here. */
function isIgnoredBy(closure: Closure, by: Entry, entry: Entry): boolean {
  if (areConcurrent(closure, by, entry)) return true
  const past = closure.footing(entry.id)?.past
  return closure.includes(entry.id, by.id) && past?.voided.has(by.id) === true
}

const takingTypes: ReadonlySet<string> = new Set([
  'invite.revoke',
  'member.remove',
  'member.leave',
  'device.revoke',
  'role.revoke',
  'handoff.accept',
  'handoff.decline',
])

function isTaker(entry: Entry): boolean {
  return takingTypes.has(entry.type)
}

/** Whether the first takes away what the second stands on; the failure that gives. */
function hits(closure: Closure, by: Entry, entry: Entry): FailureCode | null {
  const footing = closure.footing(entry.id)
  if (by === entry || footing === undefined) return null
  const { body } = by
  switch (body.type) {
    case 'invite.revoke':
      return entry.body.type === 'member.admit' && entry.body.invitation === body.invitation
        ? 'invitation-used'
        : null
    case 'handoff.decline':
      return entry.body.type === 'handoff.accept' && entry.body.offer === body.offer
        ? 'handoff-closed'
        : null
    case 'member.remove':
      return standsOn(footing, body.member) ? 'overridden' : null
    case 'member.leave': {
      const [leaver] = closure.footing(by.id)?.signers ?? []
      return leaver !== undefined && standsOn(footing, leaver) ? 'overridden' : null
    }
    case 'device.revoke':
      // The person concerned may still object to coming back in another's hands.
      if (entry.type === 'objection') return null
      return entry.author === body.device ||
        entry.coSigners.some(({ device }) => device === body.device)
        ? 'overridden'
        : null
    case 'role.revoke': {
      const given = entry.body.type === 'role.grant' && entry.body.member === body.member
      return given || footing.roleUsers.includes(body.member) ? 'overridden' : null
    }
    case 'handoff.accept': {
      const [from] = closure.footing(body.offer)?.signers ?? []
      return from !== undefined && footing.roleUsers.includes(from) ? 'overridden' : null
    }
    default:
      return null
  }
}

function standsOn(footing: Footing, member: Footing['signers'][number]): boolean {
  return footing.signers.includes(member) || footing.roleUsers.includes(member)
}

function isContested(closure: Closure, entry: Entry): boolean {
  return (
    entry.type === 'member.admit' ||
    entry.type === 'handoff.offer' ||
    closure.footing(entry.id)?.waits === true
  )
}

/** What both want and one can have. */
function rivalry(closure: Closure, a: Entry, b: Entry): FailureCode | null {
  if (a.body.type === 'member.admit' && b.body.type === 'member.admit') {
    if (a.body.invitation === b.body.invitation) return 'invitation-used'
  }
  if (a.type === 'handoff.offer' && b.type === 'handoff.offer') return 'handoff-closed'
  const bothWait = [a, b].every((each) => closure.footing(each.id)?.waits === true)
  return bothWait ? 'act-pending' : null
}
