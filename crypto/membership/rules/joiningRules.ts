import { equalBytes } from '#shared/codec/index.ts'
import type { EntryId } from '#shared/ids.ts'
import { maxMembers } from '../limits.ts'
import { parseScope } from '../scopes.ts'
import type { Entry, InnerView, InvitationState } from '../types.ts'
import type { Rule } from './rule.ts'

/** Invitations, and what is asked of whoever comes in. */
export const joiningRules: readonly Rule[] = [
  {
    name: 'invitation-keys-are-fresh',
    sentence: 'No two invitations share a room key or a proof key.',
    failure: 'entry-not-authorised',
    holds({ entry: { body }, past }) {
      if (body.type !== 'invite.create') return true
      for (const { roomKey, proofKey } of past.invitations.values()) {
        if (isSame(roomKey, body.roomKey) || isSame(proofKey, body.proofKey)) return false
      }
      return true
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
    name: 'guest-comes-to-a-session',
    sentence:
      'A guest’s invitation names a session scope, and the admission by it the same one; no other does.',
    failure: 'entry-not-authorised',
    holds({ entry, past }) {
      const { body } = entry
      if (body.type === 'invite.create') {
        return body.guest === undefined || parseScope(body.guest)?.kind === 'session'
      }
      if (body.type !== 'member.admit') return true
      return (namedInvitation(entry, past)?.guestOf ?? null) === (body.guest ?? null)
    },
  },
  {
    name: 'newcomer-is-new',
    sentence: 'An admission, an added device and a return bring a device that the forum never had.',
    failure: 'entry-not-authorised',
    holds({ entry: { body }, past }) {
      const brings =
        body.type === 'member.admit' || body.type === 'device.add' || body.type === 'recovery.use'
      return !brings || !past.everEnrolled.has(body.device.id)
    },
  },
  {
    name: 'forum-has-room',
    sentence: 'A forum has at most 12 members, guests among them.',
    failure: 'forum-full',
    holds: ({ entry, past }) =>
      entry.type !== 'member.admit' || past.members.size + past.guests.size < maxMembers,
  },
]

/** Of a thousand keys most differ in the first byte. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a[0] === b[0] && equalBytes(a, b)
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
