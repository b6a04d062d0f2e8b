import { describe, expect, test } from 'vitest'
import {
  acceptEpoch,
  createDevice,
  createInvite,
  maxMembers,
  openEpoch,
  reduceChain,
  revokeInvite,
} from '#crypto'
import type { Entry } from '#crypto'
import type { EpochId } from '#shared/ids.ts'
import {
  addMember,
  admit,
  codeOf,
  fixedSodium,
  foundForum,
  invite,
  later,
  now,
  value,
} from './fixtures.ts'
import type { TestForum } from './fixtures.ts'

import { summary } from './stateSummary.ts'

const sodium = await fixedSodium()
const stamp = { clock: now }
/** A forum of the founder and two more, and one open invitation. */
function threeMembers() {
  const forum = foundForum(sodium)
  const bob = addMember(forum)
  const carol = addMember(forum)
  const { seed, entry } = invite(sodium, forum.state(), forum.founder)
  forum.entries.push(entry)
  return { forum, bob, carol, seed, invitation: entry.id }
}

const stateWith = (forum: TestForum, ...more: Entry[]) =>
  reduceChain(sodium, forum.id, [...forum.entries, ...more])

describe('rival admissions by one invitation', () => {
  test('leave one: the lower Lamport, or at the same the lower id', () => {
    const { forum, bob, seed, invitation } = threeMembers()
    const state = forum.state()
    const first = admit(sodium, state, forum.founder, invitation, seed)
    const second = admit(sodium, state, bob, invitation, seed)
    const [a, b] = [value(first.entry), value(second.entry)]
    const merged = stateWith(forum, a, b)
    const kept = a.id < b.id ? first.joiner : second.joiner
    const lost = a.id < b.id ? second : first
    expect(merged.devices.has(kept.id)).toBe(true)
    expect(merged.devices.has(lost.joiner.id)).toBe(false)
    expect(merged.refused.get(value(lost.entry).id)).toBe('invitation-used')
    expect(merged.rotationOwed).toBe(true)
    expect(summary(stateWith(forum, b, a))).toEqual(summary(merged))
  })

  test('in a forum of two leave one: half is not more than half, so neither is settled', () => {
    const forum = foundForum(sodium)
    const bob = addMember(forum)
    const { seed, entry } = invite(sodium, forum.state(), forum.founder)
    forum.entries.push(entry)
    const state = forum.state()
    const rivals = [forum.founder, bob].map((by) => admit(sodium, state, by, entry.id, seed))
    const merged = stateWith(forum, ...rivals.map((rival) => value(rival.entry)))
    expect(rivals.filter(({ joiner }) => merged.devices.has(joiner.id))).toHaveLength(1)
  })

  test('of one and the same newcomer leave one member', () => {
    const { forum, bob, seed, invitation } = threeMembers()
    const joiner = createDevice(sodium)
    const state = forum.state()
    const a = value(admit(sodium, state, forum.founder, invitation, seed, joiner).entry)
    const b = value(admit(sodium, state, bob, invitation, seed, joiner).entry)
    const merged = stateWith(forum, a, b)
    expect(merged.members.size).toBe(4)
    expect(merged.devices.has(joiner.id)).toBe(true)
  })

  test('do not undo one that more than half had acknowledged: a back-dated admission comes too late', () => {
    const { forum, bob, carol, seed, invitation } = threeMembers()
    const before = forum.state()
    // Carol prepares rivals until one would win by Lamport and id.
    const honest = admit(sodium, before, forum.founder, invitation, seed)
    const admission = value(honest.entry)
    let rival = value(admit(sodium, before, carol, invitation, seed).entry)
    while (rival.id > admission.id) {
      rival = value(admit(sodium, before, carol, invitation, seed).entry)
    }
    expect(stateWith(forum, admission, rival).devices.has(honest.joiner.id)).toBe(false)
    const acknowledged = value(openEpoch(sodium, stateWith(forum, admission), bob, stamp))
    const settled = stateWith(forum, admission, acknowledged, rival)
    expect(settled.devices.has(honest.joiner.id)).toBe(true)
    expect(settled.refused.get(rival.id)).toBe('invitation-used')
  })

  test('void what the loser wrote, all the way down', () => {
    const { forum, bob, seed, invitation } = threeMembers()
    const before = forum.state()
    const [one, two] = [forum.founder, bob].map((by) => admit(sodium, before, by, invitation, seed))
    if (one === undefined || two === undefined) throw new Error('two admissions were made')
    const [winner, loser] = value(one.entry).id < value(two.entry).id ? [one, two] : [two, one]
    const branch = stateWith(forum, value(loser.entry))
    const opened = value(openEpoch(sodium, branch, loser.joiner, stamp))
    const after = stateWith(forum, value(loser.entry), opened)
    const seed2 = sodium.random(16)
    const invited = value(
      createInvite(sodium, after, loser.joiner, { clock: now, seed: seed2, expiresAt: later }),
    )
    const withInvite = stateWith(forum, value(loser.entry), opened, invited)
    const guest = admit(sodium, withInvite, loser.joiner, invited.id, seed2)
    const all = [value(winner.entry), value(loser.entry), opened, invited, value(guest.entry)]
    const merged = stateWith(forum, ...all)
    expect(merged.devices.has(winner.joiner.id)).toBe(true)
    expect(merged.devices.has(guest.joiner.id)).toBe(false)
    expect(merged.refused.get(opened.id)).toBe('device-not-active')
    expect(merged.refused.get(value(guest.entry).id)).toBe('device-not-active')
    expect(merged.invitations.get(invited.id)?.status).not.toBe('open')
    expect(merged.epochs.has(opened.id as string as EpochId)).toBe(false)
  })
})

describe('a revocation', () => {
  test('takes away at once: it voids a concurrent admission', () => {
    const { forum, bob, seed, invitation } = threeMembers()
    const before = forum.state()
    const { joiner, entry } = admit(sodium, before, forum.founder, invitation, seed)
    const revoked = value(revokeInvite(sodium, before, bob, { ...stamp, invitation }))
    const merged = stateWith(forum, value(entry), revoked)
    expect(merged.devices.has(joiner.id)).toBe(false)
    expect(merged.refused.get(value(entry).id)).toBe('invitation-used')
  })

  test('does not undo an admission that is settled against it', () => {
    const { forum, bob, carol, seed, invitation } = threeMembers()
    const before = forum.state()
    const { joiner, entry } = admit(sodium, before, forum.founder, invitation, seed)
    const revoked = value(revokeInvite(sodium, before, carol, { ...stamp, invitation }))
    const acknowledged = value(openEpoch(sodium, stateWith(forum, value(entry)), bob, stamp))
    const merged = stateWith(forum, value(entry), revoked, acknowledged)
    expect(merged.devices.has(joiner.id)).toBe(true)
  })
})

describe('two entries of one device at one sequence', () => {
  test('suspend the device in every state that holds both, and void both', () => {
    const { forum, bob } = threeMembers()
    const state = forum.state()
    const twins = [0, 1].map(() => value(openEpoch(sodium, state, bob, stamp)))
    const merged = stateWith(forum, ...twins)
    expect([...merged.suspended]).toEqual([bob.id])
    for (const twin of twins) expect(merged.refused.get(twin.id)).toBe('sequence-fork')
    expect(codeOf(openEpoch(sodium, merged, bob, stamp))).toBe('sequence-fork')
    // The device stays covered: its member must be able to read that it is suspended.
    const open = value(openEpoch(sodium, merged, forum.founder, stamp))
    const after = stateWith(forum, ...twins, open)
    expect(after.rotationOwed).toBe(false)
    expect(codeOf(acceptEpoch(sodium, after, open.id, bob))).toBe('ok')
  })

  test('are both void in a forum of one: a suspended device counts for no side', () => {
    const forum = foundForum(sodium)
    const state = forum.state()
    const twins = [0, 1].map(() => value(openEpoch(sodium, state, forum.founder, stamp)))
    const merged = stateWith(forum, ...twins)
    for (const twin of twins) expect(merged.refused.get(twin.id)).toBe('sequence-fork')
  })

  test('leave standing what was settled before the second came to light', () => {
    const { forum, bob, carol } = threeMembers()
    const state = forum.state()
    const [first, second] = [0, 1].map(() => value(openEpoch(sodium, state, bob, stamp)))
    if (first === undefined || second === undefined) throw new Error('two opens were made')
    const seen = [forum.founder, carol].map((by) =>
      value(
        createInvite(sodium, stateWith(forum, first), by, {
          clock: now,
          seed: sodium.random(16),
          expiresAt: later,
        }),
      ),
    )
    const merged = stateWith(forum, first, ...seen, second)
    expect(merged.refused.has(first.id)).toBe(false)
    expect(merged.refused.get(second.id)).toBe('sequence-fork')
    expect(merged.suspended.has(bob.id)).toBe(true)
  })
})

describe('concurrent epochs', () => {
  test('covering the same devices: the highest Lamport is current, then the lowest id', () => {
    const { forum, bob, carol } = threeMembers()
    const state = forum.state()
    const [a, b] = [forum.founder, bob].map((by) => value(openEpoch(sodium, state, by, stamp)))
    if (a === undefined || b === undefined) throw new Error('two opens were made')
    const merged = stateWith(forum, a, b)
    expect(merged.rotationOwed).toBe(false)
    expect(merged.currentEpoch).toBe(a.id < b.id ? a.id : b.id)
    const invited = value(
      createInvite(sodium, state, carol, { clock: now, seed: sodium.random(16), expiresAt: later }),
    )
    const higher = value(openEpoch(sodium, stateWith(forum, invited), carol, stamp))
    expect(stateWith(forum, a, b, invited, higher).currentEpoch).toBe(higher.id)
  })

  test('do not go back to an older one when a newcomer turns out void: a fresh one is owed', () => {
    const { forum, bob, seed, invitation } = threeMembers()
    const before = forum.state()
    const { joiner, entry } = admit(sodium, before, forum.founder, invitation, seed)
    const open = value(openEpoch(sodium, stateWith(forum, value(entry)), forum.founder, stamp))
    const revoked = value(revokeInvite(sodium, before, bob, { ...stamp, invitation }))
    const merged = stateWith(forum, value(entry), open, revoked)
    expect(merged.devices.has(joiner.id)).toBe(false)
    expect(merged.rotationOwed).toBe(true)
    expect(merged.currentEpoch).toBeNull()
  })

  test('and an admission that neither knew owe a merge epoch (p2panda-807)', () => {
    const { forum, bob, seed, invitation } = threeMembers()
    const state = forum.state()
    const { joiner, entry } = admit(sodium, state, forum.founder, invitation, seed)
    const open = value(openEpoch(sodium, state, bob, stamp))
    const merged = stateWith(forum, value(entry), open)
    expect(merged.rotationOwed).toBe(true)
    const paid = value(openEpoch(sodium, merged, bob, stamp))
    const after = stateWith(forum, value(entry), open, paid)
    expect(after.rotationOwed).toBe(false)
    expect(after.currentEpoch).toBe(paid.id)
    expect(codeOf(acceptEpoch(sodium, after, paid.id, joiner))).toBe('ok')
  })

  test('of two admissions by two members owe one merge epoch that covers both newcomers', () => {
    const { forum, bob, seed, invitation } = threeMembers()
    const other = invite(sodium, forum.state(), bob)
    forum.entries.push(other.entry)
    const state = forum.state()
    const sides = [
      admit(sodium, state, forum.founder, invitation, seed),
      admit(sodium, state, bob, other.entry.id, other.seed),
    ].map(({ joiner, entry }, at) => {
      const by = at === 0 ? forum.founder : bob
      return {
        joiner,
        entries: [
          value(entry),
          value(openEpoch(sodium, stateWith(forum, value(entry)), by, stamp)),
        ],
      }
    })
    const both = sides.flatMap(({ entries }) => entries)
    const merged = stateWith(forum, ...both)
    expect(merged.members.size).toBe(5)
    expect(merged.rotationOwed).toBe(true)
    expect(merged.currentEpoch).not.toBeNull()
    const paid = value(openEpoch(sodium, merged, bob, stamp))
    const after = stateWith(forum, ...both, paid)
    expect(after.rotationOwed).toBe(false)
    for (const { joiner } of sides) {
      expect(codeOf(acceptEpoch(sodium, after, paid.id, joiner))).toBe('ok')
    }
  })
})

describe('a forum of eleven', () => {
  test('into which two members let one each at the same time has twelve', () => {
    const forum = foundForum(sodium)
    const bob = addMember(forum)
    while (forum.state().members.size < maxMembers - 1) addMember(forum)
    const [one, two] = [forum.founder, bob].map((by) => {
      const made = invite(sodium, forum.state(), by)
      forum.entries.push(made.entry)
      return { by, ...made }
    })
    if (one === undefined || two === undefined) throw new Error('two invitations were made')
    const state = forum.state()
    const admissions = [one, two].map(({ by, entry, seed }) =>
      value(admit(sodium, state, by, entry.id, seed).entry),
    )
    const merged = stateWith(forum, ...admissions)
    expect(merged.members.size).toBe(maxMembers)
    expect([...merged.refused.values()]).toEqual(['forum-full'])
    expect(summary(stateWith(forum, ...admissions.reverse()))).toEqual(summary(merged))
  })
})
