import { describe, expect, test } from 'vitest'
import {
  acceptEpoch,
  acceptGrant,
  createDevice,
  decodeEntry,
  cutOff,
  deviceKeyAt,
  forkEvidence,
  grantEpoch,
  openEpoch,
  pairScope,
  removeMember,
  revokeDevice,
  runOf,
  scopeState,
  whatCounts,
} from '#crypto'
import type { CutOff, DeviceSecrets, EntryBody } from '#crypto'
import type { EnvelopeId, EpochId, IncarnationId } from '#shared/ids.ts'
import { admit, codeOf, fixedSodium, invite, now, value } from '../crypto/fixtures.ts'
import { aBody, forge, verdict } from '../crypto/forgery.ts'
import { memberOf, reads, rotate, stateWith, strictForum, together } from '../crypto/membership.ts'

const sodium = await fixedSodium(17)
const stamp = { clock: now }
const none: readonly CutOff[] = []

function forumOf<Count extends number>(others: Count) {
  const made = strictForum(sodium, others)
  const [bob, carol, dana] = made.members
  if (bob === undefined || carol === undefined) throw new Error('there are members')
  return { ...made, bob, carol, dana: dana ?? carol }
}

describe('somebody inside who is not what they seem', () => {
  test('quiet-3444, quiet-3441: who signs is who wrote; another’s name cannot be put on it', () => {
    const { forum, founder, bob } = forumOf(2)
    const entry = forge(forum.state(), bob, aBody())
    expect(entry.author).toBe(bob.id)
    const bytes = entry.bytes.slice()
    // The author's key stands at a known place: put the founder's there.
    bytes.set(
      founder.signing.publicKey,
      bytes.findIndex((_, at) => startsWith(bytes, at, bob)),
    )
    expect(verdictOfBytes(bytes)).toBe('signature-invalid')
  })

  test('quiet-3431: keys for the wrong people, from the wrong people, or newer than the newest do not count', () => {
    const { forum, founder, bob } = forumOf(2)
    const { body } = value(openEpoch(sodium, forum.state(), bob, stamp))
    if (body.type !== 'epoch.open') throw new Error('an open was made')
    const outsider = createDevice(sodium)
    const missing = { ...body, devices: body.devices.filter((id) => id !== founder.id) }
    expect(verdict(forum, forge(forum.state(), bob, missing))).toBe('epoch-coverage-wrong')
    expect(verdict(forum, forge(forum.state(), outsider, body))).toBe('device-not-active')
    const ahead = forge(forum.state(), bob, body, { lamport: 1_000_000 })
    expect(verdict(forum, ahead)).toBe('entry-not-authorised')
  })

  test('quiet-3456: a proof of invitation lets in the one who made it, through the one it was made for', () => {
    const { forum, founder, bob } = forumOf(2)
    const { seed, entry } = invite(sodium, forum.state(), founder)
    forum.entries.push(entry)
    const { body } = value(admit(sodium, forum.state(), founder, entry.id, seed).entry)
    if (body.type !== 'member.admit') throw new Error('an admission was made')
    expect(verdictOfBytes(forge(forum.state(), bob, body).bytes)).toBe('invitation-proof-invalid')
    const other = createDevice(sodium)
    const device = { ...body.device, id: other.id, signingKey: other.signing.publicKey }
    const swapped = forge(forum.state(), founder, { ...body, device })
    expect(verdictOfBytes(swapped.bytes)).toBe('signature-invalid')
  })

  test('quiet-3454: whoever carries the entries cannot write one, for itself or for another', () => {
    const { forum, founder } = forumOf(2)
    const relay = createDevice(sodium)
    const { seed, entry } = invite(sodium, forum.state(), founder)
    forum.entries.push(entry)
    const state = forum.state()
    const { body } = value(admit(sodium, state, founder, entry.id, seed, relay).entry)
    // The relay lets itself in with a proof made for another device's admission.
    expect(verdictOfBytes(forge(state, relay, body).bytes)).toBe('invitation-proof-invalid')
    expect(verdict(forum, forge(state, relay, aBody()))).toBe('device-not-active')
  })

  test('a junk box for one laptop is found by everyone, and a grant gives that laptop the key', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const { body } = value(openEpoch(sodium, forum.state(), bob, stamp))
    if (body.type !== 'epoch.open') throw new Error('an open was made')
    const at = body.devices.indexOf(carol.id)
    const boxes = body.boxes.map((box, index) => (index === at ? sodium.random(box.length) : box))
    const junk = forge(forum.state(), bob, { ...body, boxes })
    forum.entries.push(junk)
    const epoch = junk.id as string as EpochId
    expect(reads(sodium, forum.state(), carol, epoch)).toBe('epoch-box-wrong')
    expect(reads(sodium, forum.state(), founder, epoch)).toBe('epoch-box-wrong')

    const good = rotate(forum, founder)
    const { epochKey } = value(acceptEpoch(sodium, forum.state(), good.id, founder))
    const options = { ...stamp, epoch: good.id as string as EpochId, device: carol.id, epochKey }
    const grant = forum.add(grantEpoch(sodium, forum.state(), founder, options))
    expect(value(acceptGrant(sodium, forum.state(), grant.id, carol)).epochKey).toEqual(epochKey)
    expect(codeOf(acceptGrant(sodium, forum.state(), grant.id, bob))).toBe('device-unknown')
    const another = { ...options, epochKey: sodium.random(32) }
    const lie = forum.add(grantEpoch(sodium, forum.state(), founder, another))
    expect(codeOf(acceptGrant(sodium, forum.state(), lie.id, carol))).toBe('key-check-mismatch')
  })

  test('an outsider’s epoch for the moderators is refused, whoever it is sealed to', () => {
    const { forum, founder, bob } = forumOf(2)
    rotate(forum, founder, 'moderators')
    expect(codeOf(openEpoch(sodium, forum.state(), bob, { ...stamp, scope: 'moderators' }))).toBe(
      'entry-not-authorised',
    )
    const { body } = rotate(forum, founder, 'moderators')
    if (body.type !== 'epoch.open') throw new Error('an open was made')
    const devices = [founder.id, bob.id].sort()
    expect(verdict(forum, forge(forum.state(), founder, { ...body, devices }))).toBe(
      'epoch-coverage-wrong',
    )
    const pair = pairScope(memberOf(forum.state(), founder), memberOf(forum.state(), bob))
    rotate(forum, bob, pair)
    expect(scopeState(forum.state(), pair).devices).toEqual(new Set([founder.id, bob.id]))
  })

  test('equivocation: two entries at one sequence suspend the device, and any one member may revoke it by both', () => {
    const { forum, bob, carol } = forumOf(2)
    const fork = [0, 1].map(() => forge(forum.state(), bob, aBody()))
    forum.entries.push(...fork)
    const state = forum.state()
    expect([...state.suspended]).toEqual([bob.id])
    expect(fork.map(({ id }) => state.refused.get(id))).toEqual(['sequence-fork', 'sequence-fork'])
    expect(codeOf(openEpoch(sodium, state, bob, stamp))).toBe('sequence-fork')
    const evidence = forkEvidence(state, bob.id)
    if (evidence === null) throw new Error('there is evidence')
    const options = { ...stamp, device: bob.id, cutOffs: none }
    rotate(forum, carol)
    forum.add(revokeDevice(sodium, forum.state(), carol, { ...options, evidence }))
    expect(forum.state().devices.has(bob.id)).toBe(false)
    expect(forum.state().rotationOwed).toBe(true)
    expect(codeOf(revokeDevice(sodium, state, carol, options))).toBe('signatures-missing')
  })

  test('clocks ten years off change nothing but the end of an invitation at the admitting device', () => {
    const { forum, founder, bob } = forumOf(2)
    const years = 10 * 365 * 86_400_000
    for (const clock of [now - years, now + years]) {
      const before = forum.state().currentEpoch
      const opened = forum.add(openEpoch(sodium, forum.state(), bob, { clock }))
      expect(forum.state().currentEpoch).toBe(opened.id)
      expect(before).not.toBe(opened.id)
    }
    const rival = value(openEpoch(sodium, forum.state(), founder, { clock: 0 }))
    const future = value(openEpoch(sodium, forum.state(), bob, { clock: now + years }))
    const winner = rival.id < future.id ? rival : future
    expect(stateWith(forum, rival, future).currentEpoch).toBe(winner.id)
  })
})

describe('taking away', () => {
  test('jazz-951: whoever is removed is out of every scope, and each owes new keys', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const state = forum.state()
    const pair = pairScope(memberOf(state, bob), memberOf(state, carol))
    rotate(forum, bob, pair)
    const member = memberOf(state, bob)
    forum.add(removeMember(sodium, forum.state(), founder, { ...stamp, member, cutOffs: none }))
    const after = forum.state()
    expect(after.rotationOwed).toBe(true)
    expect(after.currentEpoch).toBeNull()
    expect(scopeState(after, pair)).toMatchObject({ currentEpoch: null, rotationOwed: false })
    const next = rotate(forum, carol)
    expect(reads(sodium, forum.state(), bob, next.id as string as EpochId)).toBe('device-unknown')
    expect(codeOf(deviceKeyAt(forum.state())(bob.id, forum.state().heads))).toBe(
      'device-not-active',
    )
  })

  test('back-dated removal: what more than half know of stands against one that was kept back', () => {
    const { forum, founder, bob, carol, dana } = forumOf(3)
    const removed = memberOf(forum.state(), bob)
    const target = memberOf(forum.state(), carol)
    const grant: EntryBody = { type: 'role.grant', member: removed }
    forum.add(together(sodium, forum.state(), grant, founder))
    // Bob, a moderator, prepares a removal of Carol and keeps it back.
    const kept = value(
      removeMember(sodium, forum.state(), bob, { ...stamp, member: target, cutOffs: none }),
    )
    const invited = forge(forum.state(), carol, aBody())
    forum.entries.push(invited)
    const removal: EntryBody = { type: 'member.remove', member: removed, cutOffs: none }
    forum.add(together(sodium, forum.state(), removal, founder, dana))
    for (const each of [founder, carol, dana]) {
      forum.entries.push(forge(forum.state(), each, aBody()))
    }
    const after = stateWith(forum, kept)
    expect(after.members.has(target)).toBe(true)
    expect(after.refused.get(kept.id)).toBe('overridden')
    expect(after.refused.has(invited.id)).toBe(false)
    expect(after.members).toEqual(forum.state().members)
  })

  test('a removed moderator’s revenge on both co-signers: two signatures win over one, twice', () => {
    const { forum, founder, bob, carol, dana } = forumOf(3)
    const state = forum.state()
    const mallory = memberOf(state, founder)
    const removal: EntryBody = { type: 'member.remove', member: mallory, cutOffs: none }
    const justice = value(together(sodium, state, removal, bob, carol))
    const revenge = [bob, carol].map((each) => memberOf(state, each))
    const first = value(
      removeMember(sodium, state, founder, {
        ...stamp,
        member: revenge[0] ?? mallory,
        cutOffs: none,
      }),
    )
    const between = stateWith(forum, first)
    const second = value(
      removeMember(sodium, between, founder, {
        ...stamp,
        member: revenge[1] ?? mallory,
        cutOffs: none,
      }),
    )
    for (const order of [
      [justice, first, second],
      [second, first, justice],
    ]) {
      const after = stateWith(forum, ...order)
      expect(after.members.has(mallory)).toBe(false)
      for (const member of revenge) expect(after.members.has(member)).toBe(true)
      expect(after.members.has(memberOf(state, dana))).toBe(true)
    }
  })

  test('a co-signed removal that was kept back lapses when the forum goes on without it', () => {
    const { forum, founder, bob, carol, dana } = forumOf(3)
    const state = forum.state()
    const body: EntryBody = {
      type: 'member.remove',
      member: memberOf(state, founder),
      cutOffs: none,
    }
    const kept = value(together(sodium, state, body, bob, carol))
    expect(stateWith(forum, kept).members.size).toBe(3)
    rotate(forum, dana)
    for (const each of [founder, carol, dana]) {
      forum.entries.push(forge(forum.state(), each, aBody()))
    }
    const after = stateWith(forum, kept)
    expect(after.members.size).toBe(4)
    // Carol, who signed it, has gone on without it like the others.
    expect(after.refused.get(kept.id)).toBe('co-signature-lapsed')
  })

  test('a co-signed entry without a named co-signature, or with another’s, is not the entry', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const state = forum.state()
    const body: EntryBody = {
      type: 'member.remove',
      member: memberOf(state, founder),
      cutOffs: none,
    }
    const { bytes } = value(together(sodium, state, body, bob, carol))
    const without = bytes.slice(0, -65)
    expect(verdictOfBytes(Uint8Array.of(...without, 0))).toBe('signature-invalid')
    const wrong = bytes.slice()
    wrong[wrong.length - 1] = (wrong[wrong.length - 1] ?? 0) ^ 1
    expect(verdictOfBytes(wrong)).toBe('signature-invalid')
  })

  test('a log of somebody removed ends where the removal says, but for what others built on before', () => {
    const { forum, founder, bob, carol } = forumOf(2)
    const log = {
      scope: 'forum',
      document: 'agenda',
      device: bob.id,
      incarnation: 'a'.repeat(32) as IncarnationId,
    }
    expect(cutOff(forum.state(), log)).toBeNull()
    const before = forum.state().heads
    const cut: CutOff = { ...log, seq: 7, id: 'c'.repeat(64) as EnvelopeId }
    const member = memberOf(forum.state(), bob)
    const options = { ...stamp, member, cutOffs: [cut] }
    const removal = forum.add(removeMember(sodium, forum.state(), founder, options))
    const state = forum.state()
    const end = cutOff(state, log)
    if (end === null) throw new Error('the log has ended')
    expect(end).toEqual({ seq: 7, id: cut.id, learntBy: [removal.id] })
    expect(cutOff(state, { ...log, document: 'people' })?.seq).toBe(0)
    const late = 'd'.repeat(64) as EnvelopeId
    const envelope = { ...log, seq: 8, deps: [], chainHeads: before }
    const countedTo = (by: DeviceSecrets, chainHeads = before) => {
      const built = { ...log, device: by.id, seq: 1, deps: [late], chainHeads }
      const written = [
        { id: late, header: envelope },
        { id: 'e'.repeat(64) as EnvelopeId, header: by === bob ? { ...built, seq: 9 } : built },
      ]
      return whatCounts(state, written).get(runOf(log))
    }
    expect(countedTo(carol)).toBe(8)
    expect(countedTo(carol, state.heads)).toBe(7)
    expect(countedTo(bob)).toBe(7)
  })
})

function startsWith(bytes: Uint8Array, at: number, { signing }: DeviceSecrets): boolean {
  return signing.publicKey.every((byte, index) => bytes[at + index] === byte)
}

function verdictOfBytes(bytes: Uint8Array): string {
  return codeOf(decodeEntry(sodium, bytes))
}
