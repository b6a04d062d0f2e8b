import { equalBytes } from '#shared/codec/index.ts'
import type { FailureCode } from '#shared/failure.ts'
import type { EntryId } from '#shared/ids.ts'
import { currentEpoch } from './innerView.ts'
import { forumScope, maxEntriesPerEpoch, maxMembers, suite } from './limits.ts'
import type { Entry, InnerView, InvitationState } from './types.ts'

/** What a rule may look at: an entry, its parents, and what held in its causal past. */
export interface Judged {
  readonly entry: Entry
  readonly parents: readonly Entry[]
  readonly past: InnerView
}

/** One rule of the chain: a name, its sentence, the failure it gives, and the predicate. */
export interface Rule {
  readonly name: string
  readonly sentence: string
  readonly failure: FailureCode
  holds(judged: Judged): boolean
}

/**
 * Whether an entry is authorised: judged on its causal past alone, so the answer never changes.
 * The first rule that does not hold names the failure. Roles and removal come with a later issue:
 * until then every active member may do everything below.
 */
export const rules: readonly Rule[] = [
  {
    name: 'genesis-stands-first',
    sentence: 'A genesis is its author’s first entry, at Lamport 1, before any epoch, of suite 1.',
    failure: 'entry-not-authorised',
    holds: ({ entry: { body, seq, lamport, epoch } }) =>
      body.type !== 'genesis' ||
      (seq === 1 && lamport === 1 && epoch === null && body.suite === suite),
  },
  {
    name: 'lamport-follows-parents',
    sentence: 'An entry’s Lamport number is one more than the highest of its parents.',
    failure: 'entry-not-authorised',
    holds: ({ entry, parents }) =>
      entry.lamport === 1 + Math.max(0, ...parents.map((parent) => parent.lamport)),
  },
  {
    name: 'author-is-active',
    sentence: 'The author is an active device in the entry’s past.',
    failure: 'device-not-active',
    holds: ({ entry, past }) => entry.type === 'genesis' || past.devices.has(entry.author),
  },
  {
    name: 'author-is-not-suspended',
    sentence: 'A device with two entries at one sequence in the entry’s past writes no more.',
    failure: 'sequence-fork',
    holds: ({ entry, past }) => !past.suspended.has(entry.author),
  },
  {
    name: 'sequence-follows-author',
    sentence: 'An entry names its author’s latest entry in its past, and has the next sequence.',
    failure: 'previous-mismatch',
    holds({ entry, past }) {
      const latest = past.authors.get(entry.author)
      return entry.seq === (latest?.seq ?? 0) + 1 && entry.prev === (latest?.last ?? null)
    },
  },
  {
    name: 'epoch-is-current',
    sentence:
      'An entry names the forum epoch that was current in its past, or none before the first.',
    failure: 'epoch-mismatch',
    holds: ({ entry, past }) => entry.epoch === currentEpoch(past).epoch,
  },
  {
    name: 'entries-are-bounded',
    sentence: 'A device writes at most 100 entries in one forum epoch.',
    failure: 'rate-limited',
    holds({ entry, past }) {
      const latest = past.authors.get(entry.author)
      if (latest === undefined || latest.epoch !== entry.epoch) return true
      return latest.countInEpoch < maxEntriesPerEpoch
    },
  },
  {
    name: 'invitation-keys-are-fresh',
    sentence: 'No two invitations share a room key or a proof key.',
    failure: 'entry-not-authorised',
    holds({ entry: { body }, past }) {
      if (body.type !== 'invite.create') return true
      return [...past.invitations.values()].every(
        ({ roomKey, proofKey }) =>
          !equalBytes(roomKey, body.roomKey) && !equalBytes(proofKey, body.proofKey),
      )
    },
  },
  {
    name: 'invitation-is-known',
    sentence: 'A revocation or admission names an invitation of its past.',
    failure: 'invitation-unknown',
    holds: ({ entry, past }) => named(entry) === null || namedInvitation(entry, past) !== undefined,
  },
  {
    name: 'invitation-is-open',
    sentence: 'An invitation is used or revoked once.',
    failure: 'invitation-used',
    holds: ({ entry, past }) =>
      named(entry) === null || namedInvitation(entry, past)?.status === 'open',
  },
  {
    name: 'invitation-has-not-ended',
    sentence: 'By the admitting device’s clock the invitation has not ended.',
    failure: 'invitation-expired',
    holds({ entry, past }) {
      if (entry.type !== 'member.admit') return true
      return entry.clock <= (namedInvitation(entry, past)?.expiresAt ?? 0)
    },
  },
  {
    name: 'proof-is-the-invitations',
    sentence: 'An admission’s proof is by the proof key of the invitation it names.',
    failure: 'invitation-proof-invalid',
    holds({ entry, past }) {
      if (entry.body.type !== 'member.admit') return true
      const invitation = namedInvitation(entry, past)
      return invitation !== undefined && equalBytes(invitation.proofKey, entry.body.proofKey)
    },
  },
  {
    name: 'newcomer-is-new',
    sentence: 'An admission brings a device that the forum did not have.',
    failure: 'entry-not-authorised',
    holds: ({ entry: { body }, past }) =>
      body.type !== 'member.admit' || !past.everEnrolled.has(body.device.id),
  },
  {
    name: 'forum-has-room',
    sentence: 'A forum has at most 12 members.',
    failure: 'forum-full',
    holds: ({ entry, past }) => entry.type !== 'member.admit' || past.members.size < maxMembers,
  },
  {
    name: 'epoch-scope-is-the-forum',
    sentence: 'This version opens epochs of the scope “forum” alone.',
    failure: 'entry-not-authorised',
    holds: ({ entry: { body } }) => body.type !== 'epoch.open' || body.scope === forumScope,
  },
  {
    name: 'epoch-covers-exactly',
    sentence: 'An epoch is opened for exactly the devices that are active in the entry’s past.',
    failure: 'epoch-coverage-wrong',
    holds({ entry: { body }, past }) {
      if (body.type !== 'epoch.open') return true
      return (
        body.devices.length === past.devices.size &&
        body.devices.every((device) => past.devices.has(device))
      )
    },
  },
]

/** The failure of the first rule that does not hold, or null when the entry is authorised. */
export function breach(judged: Judged): Rule | null {
  return rules.find((rule) => !rule.holds(judged)) ?? null
}

/** The invitation that an entry revokes or uses. */
function named(entry: Entry): EntryId | null {
  const { body } = entry
  return body.type === 'invite.revoke' || body.type === 'member.admit' ? body.invitation : null
}

function namedInvitation(entry: Entry, past: InnerView): InvitationState | undefined {
  const id = named(entry)
  return id === null ? undefined : past.invitations.get(id)
}
