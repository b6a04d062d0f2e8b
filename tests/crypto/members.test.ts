import { describe, expect, test } from 'vitest'
import {
  acceptEpoch,
  acceptHandoff,
  addDevice,
  assembleEntry,
  attestationsOf,
  attestSnapshot,
  coSign,
  createRecoveryProof,
  debtOrder,
  declineHandoff,
  decodeEntry,
  erasableSealingKeys,
  grantRole,
  leaveForum,
  offerHandoff,
  openEpoch,
  proposeEntry,
  recoveryKeys,
  removeMember,
  revokeRole,
  scopeState,
  sealedTo,
  selfScope,
  setRecoveryKey,
  useRecovery,
} from '#crypto'
import type { CutOff, EntryBody } from '#crypto'
import type { EpochId } from '#shared/ids.ts'
import { codeOf, fixedSodium, now, value } from './fixtures.ts'
import { aBody, forge } from './forgery.ts'
import { forumWithGuest } from './memberBreaches.ts'
import {
  acknowledge,
  memberOf,
  newDevice,
  reads,
  rotate,
  strictForum,
  together,
} from './membership.ts'

const sodium = await fixedSodium(23)
const stamp = { clock: now }
const cutOffs: readonly CutOff[] = []

function forumOf(others: number) {
  const made = strictForum(sodium, others)
  const [bob, carol] = made.members
  if (bob === undefined || carol === undefined) throw new Error('there are members')
  return { ...made, bob, carol }
}

const asEpoch = (entry: { id: string }) => entry.id as EpochId

describe('what several sign', () => {
  test('is proposed, signed by each, put together, and comes back from its bytes', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const member = memberOf(forum.state(), founder)
    const body: EntryBody = { type: 'member.remove', member, cutOffs }
    const options = { ...stamp, body, coSigners: [carol.id] }
    const { canonical, entry } = value(proposeEntry(sodium, forum.state(), bob, options))
    expect(entry.coSigners.map(({ device }) => device)).toEqual([carol.id])
    const missing = assembleEntry(sodium, forum.state(), bob, canonical, [])
    expect(codeOf(missing)).toBe('signatures-missing')
    expect(codeOf(coSign(sodium, forum.state(), founder, canonical))).toBe('device-unknown')
    const signature = value(coSign(sodium, forum.state(), carol, canonical))
    const removal = forum.add(assembleEntry(sodium, forum.state(), bob, canonical, [signature]))
    expect(value(decodeEntry(sodium, removal.bytes))).toEqual(removal)
    expect(removal.id).toBe(entry.id)
    expect(forum.state().members.has(member)).toBe(false)
  })

  test('lapses when the author writes something else, or the keys of the forum change', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const member = memberOf(forum.state(), founder)
    const body: EntryBody = { type: 'member.remove', member, cutOffs }
    const options = { ...stamp, body, coSigners: [carol.id] }
    const { canonical } = value(proposeEntry(sodium, forum.state(), bob, options))
    const signature = value(coSign(sodium, forum.state(), carol, canonical))
    forum.entries.push(forge(forum.state(), bob, aBody()))
    const late = assembleEntry(sodium, forum.state(), bob, canonical, [signature])
    expect(codeOf(late)).toBe('co-signature-lapsed')
    const again = value(proposeEntry(sodium, forum.state(), bob, options))
    rotate(forum, founder)
    expect(codeOf(coSign(sodium, forum.state(), carol, again.canonical))).toBe(
      'co-signature-lapsed',
    )
  })
})

describe('the moderator’s role', () => {
  test('is handed over in one step: granted to the successor, ended for the other, new keys owed', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    rotate(forum, founder, 'moderators')
    const successor = memberOf(forum.state(), bob)
    const packageHash = sodium.random(32)
    const offering = { ...stamp, successor, packageHash }
    const offer = forum.add(offerHandoff(sodium, forum.state(), founder, offering)).id
    expect(forum.state().handoff?.packageHash).toEqual(packageHash)
    const accepting = { ...stamp, offer, cutOffs }
    expect(codeOf(acceptHandoff(sodium, forum.state(), carol, accepting))).toBe('handoff-closed')
    forum.add(acceptHandoff(sodium, forum.state(), bob, accepting))
    const moderators = scopeState(forum.state(), 'moderators')
    expect(moderators).toMatchObject({ rotationOwed: true, currentEpoch: null })
    expect(moderators.devices).toEqual(new Set([bob.id]))
    expect(forum.state().handoff).toBeNull()
    const opened = rotate(forum, bob, 'moderators')
    expect(reads(sodium, forum.state(), founder, asEpoch(opened))).toBe('device-unknown')
  })

  test('stays where it is when the offer is taken back', () => {
    const { forum, founder, bob } = forumOf(2)
    const offering = {
      ...stamp,
      successor: memberOf(forum.state(), bob),
      packageHash: sodium.random(32),
    }
    const offer = forum.add(offerHandoff(sodium, forum.state(), founder, offering)).id
    forum.add(declineHandoff(sodium, forum.state(), founder, { ...stamp, offer }))
    expect(codeOf(acceptHandoff(sodium, forum.state(), bob, { ...stamp, offer, cutOffs }))).toBe(
      'handoff-closed',
    )
  })

  test('can be given again by any two when nobody has it', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const member = memberOf(forum.state(), founder)
    forum.add(revokeRole(sodium, forum.state(), founder, { ...stamp, member, cutOffs }))
    const mine = memberOf(forum.state(), bob)
    expect(codeOf(grantRole(sodium, forum.state(), bob, { ...stamp, member: mine }))).toBe(
      'signatures-missing',
    )
    forum.add(together(sodium, forum.state(), { type: 'role.grant', member: mine }, carol, bob))
    expect(scopeState(forum.state(), 'moderators').devices).toEqual(new Set([bob.id]))
    const target = memberOf(forum.state(), carol)
    expect(
      codeOf(removeMember(sodium, forum.state(), bob, { ...stamp, member: target, cutOffs })),
    ).toBe('ok')
  })
})

describe('a member', () => {
  test('comes back by the printed key alone, with the role and the same self', () => {
    const { forum, founder, bob } = forumOf(2)
    const pair = recoveryKeys(sodium, sodium.random(32)).signing
    const setting = { ...stamp, recoveryKey: pair.publicKey }
    forum.add(setRecoveryKey(sodium, forum.state(), founder, setting))
    const member = memberOf(forum.state(), founder)
    const { device, record } = newDevice(sodium, forum, member, bob)
    const proof = createRecoveryProof(sodium, forum.id, member, record, pair)
    const options = { ...stamp, member, device: record, proof }
    forum.add(useRecovery(sodium, forum.state(), bob, options))
    const state = forum.state()
    const own = state.devices.get(device.id)
    const old = state.devices.get(founder.id)
    expect(own && selfScope(own)).toBe(old && selfScope(old))
    expect(scopeState(state, 'moderators').devices).toEqual(new Set([founder.id, device.id]))
    expect(state.rotationOwed).toBe(true)
  })

  test('leaves by itself, and the others owe new keys', () => {
    const { forum, founder, bob } = forumOf(2)
    forum.add(leaveForum(sodium, forum.state(), bob, { ...stamp, cutOffs }))
    expect(forum.state().devices.has(bob.id)).toBe(false)
    expect(forum.state().rotationOwed).toBe(true)
    const opened = rotate(forum, founder)
    expect(reads(sodium, forum.state(), bob, asEpoch(opened))).toBe('device-unknown')
  })

  test('has one self with several devices, which nobody else reads', () => {
    const { forum, founder, bob } = forumOf(2)
    const { device, record } = newDevice(sodium, forum, memberOf(forum.state(), bob), bob)
    forum.add(addDevice(sodium, forum.state(), bob, { ...stamp, device: record }))
    const state = forum.state().devices.get(bob.id)
    const scope = state === undefined ? '' : selfScope(state)
    const opened = rotate(forum, bob, scope)
    expect(reads(sodium, forum.state(), device, asEpoch(opened))).toBe('ok')
    expect(codeOf(openEpoch(sodium, forum.state(), founder, { ...stamp, scope }))).toBe(
      'entry-not-authorised',
    )
  })
})

describe('a guest', () => {
  test('reads one session and nothing else, and any member ends it', () => {
    const { forum, founder, members, guest, session } = forumWithGuest()
    const [bob] = members
    if (bob === undefined) throw new Error('there are members')
    const guestId = memberOf(forum.state(), guest)
    expect(forum.state().members.has(guestId)).toBe(false)
    expect(scopeState(forum.state(), 'forum').devices.has(guest.id)).toBe(false)
    expect(forum.state().rotationOwed).toBe(false)
    const opened = rotate(forum, founder, session)
    expect(reads(sodium, forum.state(), guest, asEpoch(opened))).toBe('ok')
    forum.add(removeMember(sodium, forum.state(), bob, { ...stamp, member: guestId, cutOffs }))
    expect(scopeState(forum.state(), session)).toMatchObject({
      currentEpoch: null,
      rotationOwed: false,
    })
    expect(forum.state().devices.has(guest.id)).toBe(false)
  })

  test('has no voice: half of the members and more is counted without it', () => {
    const { forum, guest, session } = forumWithGuest()
    expect(forum.state().members.size).toBe(3)
    const scope = scopeState(forum.state(), session)
    expect(scope.members.size).toBe(4)
    expect(scope.devices.has(guest.id)).toBe(true)
  })
})

describe('keys that change with each acknowledgement', () => {
  test('are what later epochs are sealed to', () => {
    const { forum, founder, bob } = forumOf(2)
    const fresh = acknowledge(sodium, forum.state(), bob)
    forum.add(fresh.entry)
    const opened = rotate(forum, founder)
    expect(codeOf(acceptEpoch(sodium, forum.state(), opened.id, bob))).toBe('sealing-key-missing')
    expect(codeOf(acceptEpoch(sodium, forum.state(), opened.id, bob, [fresh.sealing]))).toBe('ok')
  })

  test('an older secret is kept while somebody may still seal to it, and can then be erased for good', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const fresh = acknowledge(sodium, forum.state(), bob)
    forum.add(fresh.entry)
    expect(erasableSealingKeys(forum.state(), bob.id)).toEqual([])
    forum.add(acknowledge(sodium, forum.state(), founder).entry)
    expect(erasableSealingKeys(forum.state(), bob.id)).toEqual([])
    forum.add(acknowledge(sodium, forum.state(), carol).entry)
    expect(erasableSealingKeys(forum.state(), bob.id)).toEqual([bob.sealing.publicKey])
    const opened = rotate(forum, carol)
    expect(codeOf(acceptEpoch(sodium, forum.state(), opened.id, bob, [fresh.sealing]))).toBe('ok')
  })

  test('say who has the current keys and who is waited for', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const opened = rotate(forum, founder)
    forum.add(acknowledge(sodium, forum.state(), founder).entry)
    expect(sealedTo(forum.state(), 'forum')).toEqual({
      epoch: opened.id,
      acknowledged: [founder.id],
      waitingFor: [bob.id, carol.id].sort(),
    })
  })
})

describe('what is owed', () => {
  test('is paid in an order that everybody finds alike and that differs from debt to debt', () => {
    const { forum, founder, bob } = forumOf(6)
    expect(debtOrder(sodium, forum.state(), 'forum')).toEqual([])
    const orders = [founder, bob].map((by) => {
      const { record } = newDevice(sodium, forum, memberOf(forum.state(), by), by)
      forum.add(addDevice(sodium, forum.state(), by, { ...stamp, device: record }))
      return debtOrder(sodium, forum.state(), 'forum')
    })
    expect(orders.map((order) => order.length)).toEqual([8, 9])
    expect(orders[0]).not.toEqual(orders[1]?.filter((id) => orders[0]?.includes(id)))
  })
})

describe('a snapshot', () => {
  test('is attested when more than half of its scope’s members have found it right', () => {
    const { forum, founder, bob } = forumOf(2)
    const snapshot = { scope: 'forum', document: 'agenda', snapshot: sodium.random(32) }
    forum.add(attestSnapshot(sodium, forum.state(), founder, { ...stamp, ...snapshot }))
    expect(attestationsOf(forum.state(), snapshot).isEnough).toBe(false)
    forum.add(attestSnapshot(sodium, forum.state(), bob, { ...stamp, ...snapshot }))
    expect(attestationsOf(forum.state(), snapshot).isEnough).toBe(true)
    const other = { ...snapshot, document: 'people' }
    expect(attestationsOf(forum.state(), other).members).toEqual([])
  })
})
