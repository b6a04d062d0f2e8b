import { maxEntriesPerEpoch, suite } from '../limits.ts'
import { coSignable, demandOf, memberOfDevice, signersOf } from '../signatures.ts'
import type { Entry, InnerView } from '../types.ts'
import { currentEpoch } from '../view.ts'
import type { Rule } from './rule.ts'

/** What a guest's device may write. */
const guestTypes: ReadonlySet<string> = new Set([
  'member.leave',
  'epoch.open',
  'epoch.grant',
  'epoch.ack',
  'snapshot.attest',
])

/** Rules that every entry meets, and what signatures it needs. */
export const formRules: readonly Rule[] = [
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
    sentence:
      'The author is an active device in the entry’s past, or one that others revoked which objects to a return in its member’s name.',
    failure: 'device-not-active',
    holds: ({ entry, past }) =>
      entry.type === 'genesis' || past.devices.has(entry.author) || objectsForItself(entry, past),
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
    name: 'guests-only-take-part',
    sentence:
      'A guest opens, grants and acknowledges keys and attests snapshots of its session, and leaves, and nothing else.',
    failure: 'entry-not-authorised',
    holds: ({ entry, past }) =>
      memberOfDevice(past, entry.author)?.guestOf == null || guestTypes.has(entry.type),
  },
  {
    name: 'co-signers-are-others',
    sentence:
      'Co-signers are active, unsuspended devices of full members, each of another member than the author’s and the others’, and only where signatures are counted.',
    failure: 'entry-not-authorised',
    holds({ entry, past }) {
      if (entry.coSigners.length === 0) return true
      const able = entry.coSigners.every(
        ({ device }) =>
          memberOfDevice(past, device)?.guestOf === null && !past.suspended.has(device),
      )
      const distinct = signersOf(past, entry).length === entry.coSigners.length + 1
      return able && distinct && coSignable.has(entry.type)
    },
  },
  {
    name: 'signatures-suffice',
    sentence:
      'It is signed by a moderator where a moderator decides, and else by two members, or by all others if there are fewer, not counting whom it is about.',
    failure: 'signatures-missing',
    holds({ entry, past }) {
      const signers = signersOf(past, entry)
      const hasEvidence = entry.body.type === 'device.revoke' && entry.body.evidence !== null
      const { needed, notFrom } = demandOf(past, entry.body, signers, hasEvidence)
      if (entry.type === 'genesis' || entry.type === 'objection') return true
      return signers.filter(({ id }) => !notFrom.includes(id)).length >= needed
    },
  },
  {
    name: 'one-act-waits',
    sentence: 'While an admission or a return waits, no other that would wait is begun.',
    failure: 'act-pending',
    holds: ({ entry, past }) =>
      past.pending.size === 0 || !demandOf(past, entry.body, signersOf(past, entry)).waits,
  },
]

function objectsForItself(entry: Entry, past: InnerView): boolean {
  if (entry.body.type !== 'objection') return false
  const member = past.revokedByOthers.get(entry.author)
  return member !== undefined && past.pending.get(entry.body.act)?.member === member
}
