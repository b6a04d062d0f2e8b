import { equalBytes } from '#shared/codec/index.ts'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import type { CutOff } from '../bodies.ts'
import { maxDevicesOfMember, moderatorScope } from '../limits.ts'
import { memberOfDevice } from '../signatures.ts'
import type { Entry, InnerView } from '../types.ts'
import type { Judged, Rule } from './rule.ts'

/** Members, their devices and their ways back. */
export const memberRules: readonly Rule[] = [
  {
    name: 'removal-names-another',
    sentence: 'A removal names a member or guest other than the author: going oneself is leaving.',
    failure: 'entry-not-authorised',
    holds({ entry: { author, body }, past }) {
      if (body.type !== 'member.remove') return true
      const target = past.members.get(body.member) ?? past.guests.get(body.member)
      return target !== undefined && target.id !== memberOfDevice(past, author)?.id
    },
  },
  {
    name: 'added-device-is-ones-own',
    sentence: 'A device is added to the author’s own member.',
    failure: 'entry-not-authorised',
    holds: ({ entry: { author, body }, past }) =>
      body.type !== 'device.add' || memberOfDevice(past, author)?.id === body.member,
  },
  {
    name: 'member-has-room',
    sentence: 'A member has at most three devices.',
    failure: 'device-limit',
    holds({ entry: { body }, past }) {
      if (body.type !== 'device.add' && body.type !== 'recovery.use') return true
      return (past.members.get(body.member)?.devices.length ?? 0) < maxDevicesOfMember
    },
  },
  {
    name: 'revoked-device-is-active',
    sentence: 'A revocation names an active device.',
    failure: 'device-unknown',
    holds: ({ entry: { body }, past }) =>
      body.type !== 'device.revoke' || past.devices.has(body.device),
  },
  {
    name: 'evidence-is-a-fork',
    sentence:
      'Evidence against a device is two entries of it at one sequence, both in the revocation’s past.',
    failure: 'entry-not-authorised',
    holds(judged) {
      const { body } = judged.entry
      if (body.type !== 'device.revoke' || body.evidence === null) return true
      const [a, b] = body.evidence.map((id) => inPast(judged, id))
      return a?.author === body.device && b?.author === body.device && a.seq === b.seq
    },
  },
  {
    name: 'returned-line-is-bounded',
    sentence:
      'A device that came back by the word of others does not leave for its member, nor revoke a device or replace a printed key of another line.',
    failure: 'entry-not-authorised',
    holds({ entry, past }) {
      const author = past.devices.get(entry.author)
      const member = memberOfDevice(past, entry.author)
      if (author === undefined || member === undefined || author.lineage === null) return true
      const isOther = (device: DeviceId) => past.devices.get(device)?.lineage !== author.lineage
      const { body } = entry
      if (body.type === 'member.leave') return !member.devices.some(isOther)
      if (body.type === 'device.revoke') {
        return past.devices.get(body.device)?.member !== member.id || !isOther(body.device)
      }
      return (
        body.type !== 'recovery.set' ||
        member.recovery === null ||
        member.recovery.lineage === author.lineage
      )
    },
  },
  {
    name: 'role-changes-hands',
    sentence: 'The role is granted to a full member who lacks it, and revoked from one who has it.',
    failure: 'entry-not-authorised',
    holds({ entry: { body }, past }) {
      if (body.type !== 'role.grant' && body.type !== 'role.revoke') return true
      const member = past.members.get(body.member)
      return member !== undefined && (member.moderatorBy === null) === (body.type === 'role.grant')
    },
  },
  {
    name: 'return-is-of-a-member',
    sentence:
      'A return is of a full member: by its printed key as last set, or by the word of other members.',
    failure: 'entry-not-authorised',
    holds({ entry: { author, body }, past }) {
      if (body.type !== 'recovery.use') return true
      const member = past.members.get(body.member)
      if (member === undefined) return false
      if (body.proof === null) return memberOfDevice(past, author)?.id !== member.id
      return member.recovery !== null && equalBytes(member.recovery.key, body.proof.recoveryKey)
    },
  },
  {
    name: 'objection-meets-an-act-that-waits',
    sentence:
      'An objection names an act that waits, and is by a device of whom it is about or by a moderator.',
    failure: 'entry-not-authorised',
    holds({ entry: { author, body }, past }) {
      if (body.type !== 'objection') return true
      const act = past.pending.get(body.act)
      if (act === undefined) return false
      const member = memberOfDevice(past, author)
      const id = member?.id ?? past.revokedByOthers.get(author)
      return (id !== undefined && id === act.member) || (member?.moderatorBy ?? null) !== null
    },
  },
  {
    name: 'cut-offs-are-of-who-goes',
    sentence:
      'Cut-offs name logs of the devices that go, and for a role those of the moderators’ scope.',
    failure: 'entry-not-authorised',
    holds: (judged) =>
      cutOffsOf(judged.entry).every(
        ({ device, scope }) =>
          isGoing(judged, device) && (!endsRole(judged.entry) || scope === moderatorScope),
      ),
  },
]

function cutOffsOf({ body }: Entry): readonly CutOff[] {
  return 'cutOffs' in body ? body.cutOffs : []
}

function endsRole({ type }: Entry): boolean {
  return type === 'role.revoke' || type === 'handoff.accept'
}

function isGoing({ entry, past, dag }: Judged, device: DeviceId): boolean {
  const { body } = entry
  const owner = past.devices.get(device)?.member
  switch (body.type) {
    case 'device.revoke':
      return device === body.device
    case 'member.remove':
    case 'role.revoke':
      return owner === body.member
    case 'member.leave':
      return owner === memberOfDevice(past, entry.author)?.id
    case 'handoff.accept': {
      const offerer = dag.entry(body.offer)?.author
      return owner !== undefined && owner === offererOf(past, offerer)
    }
    default:
      return false
  }
}

function offererOf(past: InnerView, device: DeviceId | undefined) {
  return device === undefined ? undefined : memberOfDevice(past, device)?.id
}

function inPast({ parents, dag }: Judged, id: EntryId): Entry | undefined {
  return parents.some((parent) => dag.includes(parent.id, id)) ? dag.entry(id) : undefined
}
