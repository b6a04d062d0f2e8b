import { describe, expect, test } from 'vitest'
import {
  createDevice,
  admissionBody,
  deviceKeyAt,
  objectTo,
  openEpoch,
  pairScope,
  scopeState,
  sealedTo,
  selfScope,
} from '#crypto'
import type { DeviceSecrets, EntryBody } from '#crypto'
import type { EpochId } from '#shared/ids.ts'
import { admit, codeOf, converse, fixedSodium, invite, now, value } from '../crypto/fixtures.ts'
import { aBody, forge, verdict } from '../crypto/forgery.ts'
import { returned, waitingReturn } from '../crypto/memberBreaches.ts'
import {
  acknowledge,
  memberOf,
  newDevice,
  reads,
  rotate,
  stateWith,
  strictForum,
  together,
} from '../crypto/membership.ts'

const sodium = await fixedSodium(17)
const stamp = { clock: now }

function forumOf<Count extends number>(others: Count) {
  const made = strictForum(sodium, others)
  const [bob, carol, dana] = made.members
  if (bob === undefined || carol === undefined) throw new Error('there are members')
  return { ...made, bob, carol, dana: dana ?? carol }
}

describe('giving in', () => {
  test('an invitation used twice at once lets one in, and the other counts as removed', () => {
    const { forum, founder, bob } = forumOf(2)
    const { seed, entry } = invite(sodium, forum.state(), founder)
    forum.entries.push(entry)
    const state = forum.state()
    const both = [founder, bob].map((by) => admit(sodium, state, by, entry.id, seed))
    const after = stateWith(forum, ...both.map((each) => value(each.entry)))
    expect(both.filter(({ joiner }) => after.devices.has(joiner.id))).toHaveLength(1)
    expect(after.rotationOwed).toBe(true)
  })

  test('without the moderator it takes two to let somebody in, and more than half to know of it', () => {
    const { forum, bob, carol, dana } = forumOf(3)
    const { seed, entry } = invite(sodium, forum.state(), bob)
    forum.entries.push(entry)
    const alone = admit(sodium, forum.state(), bob, entry.id, seed)
    expect(codeOf(alone.entry)).toBe('signatures-missing')
    const made = admitBy(forum, bob, carol, entry.id, seed)
    expect(made.waits).toBe(true)
    forum.entries.push(forge(forum.state(), carol, aBody()))
    expect(forum.state().devices.has(made.joiner.id)).toBe(false)
    forum.entries.push(forge(forum.state(), dana, aBody()))
    expect(forum.state().devices.has(made.joiner.id)).toBe(true)
    expect(forum.state().rotationOwed).toBe(true)
  })

  test('two members recovering a third to listen in: an objection by the third stops it', () => {
    const { forum, lost, act, device, members } = waitingReturn(4)
    forum.add(objectTo(sodium, forum.state(), lost, { ...stamp, act: act.id }))
    for (const each of members) forum.entries.push(forge(forum.state(), each, aBody()))
    expect(forum.state().devices.has(device.id)).toBe(false)
    expect(forum.state().refused.get(act.id)).toBe('act-objected')
  })

  test('two members recovering a third to listen in: revoking the third first does not silence it', () => {
    const { forum, founder, members } = strictForum(sodium, 4)
    const [bob, third] = members
    if (bob === undefined || third === undefined) throw new Error('there are members')
    const member = memberOf(forum.state(), third)
    const gone: EntryBody = { type: 'device.revoke', device: third.id, evidence: null, cutOffs: [] }
    forum.add(together(sodium, forum.state(), gone, founder, bob))
    const { record } = newDevice(sodium, forum, member, founder)
    const back: EntryBody = { type: 'recovery.use', member, device: record, proof: null }
    const act = forum.add(together(sodium, forum.state(), back, founder, bob))
    forum.add(objectTo(sodium, forum.state(), third, { ...stamp, act: act.id }))
    expect(forum.state().refused.get(act.id)).toBe('act-objected')
    expect(verdict(forum, forge(forum.state(), third, aBody()))).toBe('device-not-active')
  })

  test('two members recovering a third to listen in: they hear nothing of its pairs, notes or self', () => {
    const { forum, founder, member, device, lost } = returned()
    const state = forum.state()
    expect(state.devices.has(device.id)).toBe(true)
    const pair = pairScope(member, memberOf(state, founder))
    expect(scopeState(state, pair).devices.has(device.id)).toBe(false)
    expect(scopeState(state, 'moderators').devices.has(device.id)).toBe(false)
    const own = state.devices.get(device.id)
    const old = state.devices.get(lost.id)
    if (own === undefined || old === undefined) throw new Error('both are active')
    expect(selfScope(own)).not.toBe(selfScope(old))
    expect(scopeState(state, selfScope(old)).devices).toEqual(new Set([lost.id]))
    expect(scopeState(state, selfScope(own)).devices).toEqual(new Set([device.id]))
  })
})

describe('nobody is locked out', () => {
  test('p2panda-807: whoever is let in while others rotate is in the next keys, which are owed', () => {
    const { forum, founder, bob } = forumOf(2)
    const { seed, entry } = invite(sodium, forum.state(), founder)
    forum.entries.push(entry)
    const state = forum.state()
    const admitted = admit(sodium, state, founder, entry.id, seed)
    const rotated = value(openEpoch(sodium, state, bob, stamp))
    const merged = stateWith(forum, value(admitted.entry), rotated)
    expect(merged.rotationOwed).toBe(true)
    forum.entries.push(value(admitted.entry), rotated)
    const paid = rotate(forum, bob)
    expect(reads(sodium, forum.state(), admitted.joiner, paid.id as string as EpochId)).toBe('ok')
  })

  test('localfirst-auth-128: a device added after many rotations reads from there on', () => {
    const { forum, founder, bob } = forumOf(2)
    for (let count = 0; count < 5; count++) rotate(forum, founder)
    const { device, record } = newDevice(sodium, forum, memberOf(forum.state(), bob), bob)
    const body: EntryBody = {
      type: 'device.add',
      member: memberOf(forum.state(), bob),
      device: record,
    }
    forum.entries.push(forge(forum.state(), bob, body))
    expect(forum.state().rotationOwed).toBe(true)
    const paid = rotate(forum, founder)
    expect(reads(sodium, forum.state(), device, paid.id as string as EpochId)).toBe('ok')
    expect(sealedTo(forum.state(), 'forum').waitingFor).toContain(device.id)
  })

  test('localfirst-auth-135: a device asleep through three rotations opens the last with the key it has', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    for (let count = 0; count < 3; count++) {
      rotate(forum, founder)
      for (const each of [founder, carol]) {
        forum.add(acknowledge(sodium, forum.state(), each).entry)
      }
    }
    const { currentEpoch } = forum.state()
    expect(reads(sodium, forum.state(), bob, currentEpoch)).toBe('ok')
    expect(sealedTo(forum.state(), 'forum').waitingFor).toEqual([bob.id])
    // Its lasting signing key proves who it is: nothing about that was rotated.
    expect(codeOf(deviceKeyAt(forum.state())(bob.id, forum.state().heads))).toBe('ok')
  })
})

function admitBy(
  forum: ReturnType<typeof forumOf>['forum'],
  author: DeviceSecrets,
  other: DeviceSecrets,
  invitation: Parameters<typeof admit>[3],
  seed: Uint8Array,
) {
  const joiner = createDevice(sodium)
  const { candidate } = converse(sodium, forum.state(), author, invitation, seed, joiner)
  const entry = forum.add(
    together(sodium, forum.state(), admissionBody(forum.state(), candidate), author, other),
  )
  return { joiner, waits: forum.state().pending.has(entry.id) }
}
