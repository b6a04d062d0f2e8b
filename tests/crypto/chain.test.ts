import { describe, expect, test } from 'vitest'
import {
  acceptEpoch,
  createDevice,
  decodeEntry,
  deviceKeyAt,
  headsDescend,
  openEpoch,
  reduceChain,
  revokeInvite,
} from '#crypto'
import type { DeviceSecrets, Entry } from '#crypto'
import type { EntryId, EpochId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import { signEntry } from '../../crypto/membership/entryCodec.ts'
import {
  addMember,
  admit,
  codeOf,
  fixedSodium,
  foundForum,
  invite,
  now,
  value,
} from './fixtures.ts'
import type { TestForum } from './fixtures.ts'

import { aBody, forge, verdict } from './forgery.ts'

const sodium = await fixedSodium()

describe('the chain', () => {
  test('of a founded forum has one member, one epoch and owes nothing', () => {
    const forum = foundForum(sodium)
    const state = forum.state()
    expect(state.members.size).toBe(1)
    expect(state.epochs.size).toBe(1)
    expect(state.rotationOwed).toBe(false)
    expect(state.refused.size).toBe(0)
    expect(state.heads).toEqual([forum.entries[1]?.id])
  })

  test('without an epoch owes one', () => {
    const state = foundForum(sodium, false).state()
    expect(state.currentEpoch).toBeNull()
    expect(state.rotationOwed).toBe(true)
  })

  test('owes a rotation from an admission until an open covers the newcomer', () => {
    const forum = foundForum(sodium)
    const { seed, entry } = invite(sodium, forum.state(), forum.founder)
    forum.entries.push(entry)
    const epoch = forum.state().currentEpoch
    const { joiner, entry: admission } = admit(sodium, forum.state(), forum.founder, entry.id, seed)
    forum.add(admission)
    expect(forum.state().rotationOwed).toBe(true)
    expect(forum.state().currentEpoch).toBe(epoch)
    forum.add(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
    const state = forum.state()
    expect(state.rotationOwed).toBe(false)
    expect(state.epochs.get(state.currentEpoch ?? ('' as EpochId))?.devices.has(joiner.id)).toBe(
      true,
    )
  })

  test('lets every member invite and admit, not the founder alone', () => {
    const forum = foundForum(sodium)
    const bob = addMember(forum)
    const carol = addMember(forum, bob)
    expect(forum.state().devices.has(carol.id)).toBe(true)
    expect(forum.state().refused.size).toBe(0)
  })

  test('uses an invitation up once, and ends it by its revocation', () => {
    const forum = foundForum(sodium)
    const { seed, entry } = invite(sodium, forum.state(), forum.founder)
    forum.entries.push(entry)
    const before = forum.state()
    const invitation = entry.id
    const revoked = value(revokeInvite(sodium, before, forum.founder, { clock: now, invitation }))
    const after = reduceChain(sodium, forum.id, [...forum.entries, revoked])
    expect(after.invitations.get(invitation)?.status).toBe('revoked')
    forum.add(admit(sodium, before, forum.founder, invitation, seed).entry)
    expect(forum.state().invitations.get(invitation)?.status).toBe('used')
    const { body } = value(admit(sodium, before, forum.founder, invitation, seed).entry)
    const second = forge(forum.state(), forum.founder, body)
    expect(verdict(forum, second)).toBe('invitation-used')
  })

  test('keeps an entry whose parents are missing apart, and says what to ask for', () => {
    const forum = foundForum(sodium)
    addMember(forum)
    const gone = forum.entries[2]
    if (gone === undefined) throw new Error('an invitation was made')
    const state = reduceChain(
      sodium,
      forum.id,
      forum.entries.filter((entry) => entry !== gone),
    )
    expect([...state.missing]).toEqual([gone.id])
    expect([...state.refused.values()]).toEqual(['entry-parent-unknown', 'entry-parent-unknown'])
    expect(state.members.size).toBe(1)
  })

  test('takes nothing of another forum, and no second genesis', () => {
    const [forum, other] = [foundForum(sodium), foundForum(sodium)]
    const state = reduceChain(sodium, forum.id, [...other.entries, ...forum.entries])
    expect(state.members).toEqual(forum.state().members)
    expect([...state.refused.keys()].sort()).toEqual(other.entries.map(({ id }) => id).sort())
  })

  test('refuses what builds on a refused entry', () => {
    const forum = foundForum(sodium)
    const outsider = createDevice(sodium)
    const refused = forge(forum.state(), outsider, aBody())
    const parents = [refused.id]
    const child = forge(forum.state(), forum.founder, aBody(), { parents, lamport: 4 })
    expect(verdict(forum, refused, child)).toBe('entry-not-authorised')
  })

  test('refuses every single corrupted byte of an entry', () => {
    const forum = foundForum(sodium)
    addMember(forum)
    for (const entry of forum.entries.slice(0, 4)) {
      // All of the small ones; of the large ones every seventh byte and the ends.
      const step = entry.bytes.length > 3000 ? 97 : 7
      for (let at = 0; at < entry.bytes.length; at++) {
        if (at > 300 && at < entry.bytes.length - 200 && at % step !== 0) continue
        const corrupted = entry.bytes.slice()
        corrupted[at] = (corrupted[at] ?? 0) ^ 1
        expect(codeOf(decodeEntry(sodium, corrupted)), `${entry.type} byte ${at}`).not.toBe('ok')
      }
    }
  })

  test('knows an author by the key that signed, so nobody writes in another’s name (quiet-3441)', () => {
    const forum = foundForum(sodium)
    const mallory = createDevice(sodium)
    const claimed = {
      ...mallory,
      signing: { ...mallory.signing, publicKey: forum.founder.signing.publicKey },
    }
    const forged = forge(forum.state(), claimed, aBody())
    expect(codeOf(decodeEntry(sodium, forged.bytes))).toBe('signature-invalid')
  })

  test('does not let a proof seen by others admit somebody else (quiet-3456)', () => {
    const forum = foundForum(sodium)
    const { seed, entry } = invite(sodium, forum.state(), forum.founder)
    forum.entries.push(entry)
    const bob = addMember(forum)
    const { body } = value(admit(sodium, forum.state(), forum.founder, entry.id, seed).entry)
    if (body.type !== 'member.admit') throw new Error('an admission was made')
    // Another member takes the whole proof into an admission of its own.
    const stolen = forge(forum.state(), bob, body)
    expect(codeOf(decodeEntry(sodium, stolen.bytes))).toBe('invitation-proof-invalid')
    // And the same member puts another device behind it.
    const other = createDevice(sodium)
    const device = { ...body.device, id: other.id, signingKey: other.signing.publicKey }
    const swapped = forge(forum.state(), forum.founder, { ...body, device })
    expect(codeOf(decodeEntry(sodium, swapped.bytes))).toBe('signature-invalid')
  })

  test('refuses an entry over 64 KiB before anything else', () => {
    expect(codeOf(decodeEntry(sodium, new Uint8Array(64 * 1024 + 1)))).toBe('too-large')
  })

  test('replays a thousand entries', () => {
    const forum = foundForum(sodium)
    const devices = [forum.founder, addMember(forum), addMember(forum)]
    for (let round = 0; round < 11; round++) {
      for (const device of devices) {
        for (let count = 0; count < 30; count++) {
          forum.entries.push(nextAfter(forum, device))
        }
      }
      forum.add(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
    }
    const state = forum.state()
    expect(forum.entries.length).toBeGreaterThan(1000)
    expect(state.refused.size).toBe(0)
    expect(state.invitations.size).toBe(992)
  })
})

/** The cheap way to a long chain: each entry on the one before, without reducing in between. */
function nextAfter(forum: TestForum, author: DeviceSecrets): Entry {
  const parent = forum.entries.at(-1)
  const own = [...forum.entries].reverse().find((entry) => entry.author === author.id)
  if (parent === undefined) throw new Error('a forum has a genesis')
  const open = [...forum.entries].reverse().find((entry) => entry.type === 'epoch.open')
  return signEntry(sodium, author, {
    forum: forum.id,
    seq: (own?.seq ?? 0) + 1,
    prev: own?.id ?? null,
    parents: [parent.id],
    lamport: parent.lamport + 1,
    clock: now,
    epoch: (open?.id ?? null) as EpochId | null,
    body: aBody(),
  })
}

describe('a device’s key', () => {
  test('resolves at heads that know the device, and not before it was admitted', () => {
    const forum = foundForum(sodium)
    const before = forum.state().heads
    const bob = addMember(forum)
    const state = forum.state()
    const resolve = deviceKeyAt(state)
    expect(resolve(bob.id, state.heads)).toEqual(ok(bob.signing.publicKey))
    expect(codeOf(resolve(bob.id, before))).toBe('device-not-active')
    expect(codeOf(resolve(createDevice(sodium).id, state.heads))).toBe('device-not-active')
    expect(codeOf(resolve(bob.id, ['c'.repeat(64) as EntryId]))).toBe('entry-parent-unknown')
    expect(headsDescend(state, state.heads, before)).toBe(true)
    expect(headsDescend(state, before, state.heads)).toBe(false)
  })
})

describe('an epoch', () => {
  test('gives every covered device the same key, and nobody else any', () => {
    const forum = foundForum(sodium)
    const devices = [forum.founder, addMember(forum), addMember(forum)]
    const state = forum.state()
    const epoch = state.epochs.get(state.currentEpoch ?? ('' as EpochId))
    if (epoch === undefined) throw new Error('an epoch is current')
    const keys = devices.map((device) => value(acceptEpoch(sodium, state, epoch.entry, device)))
    expect(new Set(keys.map(({ epochKey }) => epochKey.join())).size).toBe(1)
    const outsider = createDevice(sodium)
    expect(codeOf(acceptEpoch(sodium, state, epoch.entry, outsider))).toBe('device-unknown')
    const [, bob] = devices
    if (bob === undefined) throw new Error('there are three')
    const without: DeviceSecrets = { ...bob, sealing: outsider.sealing }
    expect(codeOf(acceptEpoch(sodium, state, epoch.entry, without))).toBe('sealing-key-missing')
    const { publicKey } = bob.sealing
    const thief = { ...bob, sealing: { publicKey, secretKey: outsider.sealing.secretKey } }
    expect(codeOf(acceptEpoch(sodium, state, epoch.entry, thief))).toBe('epoch-box-wrong')
  })

  test('of before one’s admission stays closed to the newcomer', () => {
    const forum = foundForum(sodium)
    const first = forum.entries[1]
    const bob = addMember(forum)
    if (first === undefined) throw new Error('a first epoch was opened')
    expect(codeOf(acceptEpoch(sodium, forum.state(), first.id, bob))).toBe('device-unknown')
  })

  test('with any wrong box is refused by everyone, whoever’s box it is (quiet-3431)', () => {
    const forum = foundForum(sodium)
    const bob = addMember(forum)
    const { body } = value(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
    if (body.type !== 'epoch.open') throw new Error('an open was made')
    const codes = new Set<string>()
    for (let at = 0; at < 36; at++) {
      for (const byte of [0, 1119, 1120, 1167]) {
        const boxes = body.boxes.map((box, index) => {
          const changed = box.slice()
          if (index === at) changed[byte] = (changed[byte] ?? 0) ^ 1
          return changed
        })
        const bad = forge(forum.state(), forum.founder, { ...body, boxes })
        const state = reduceChain(sodium, forum.id, [...forum.entries, bad])
        for (const device of [forum.founder, bob]) {
          codes.add(codeOf(acceptEpoch(sodium, state, bad.id, device)))
        }
      }
    }
    expect([...codes]).toEqual(['epoch-box-wrong'])
    const keyCheck = body.keyCheck.slice().fill(0)
    const bad = forge(forum.state(), forum.founder, { ...body, keyCheck })
    const state = reduceChain(sodium, forum.id, [...forum.entries, bad])
    expect(codeOf(acceptEpoch(sodium, state, bad.id, bob))).toBe('key-check-mismatch')
  })

  test('cannot be taken from one place in the chain to another', () => {
    const forum = foundForum(sodium)
    const bob = addMember(forum)
    const { body } = value(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
    forum.entries.push(forge(forum.state(), forum.founder, aBody()))
    const moved = forge(forum.state(), forum.founder, body)
    const byBob = forge(forum.state(), bob, body)
    for (const bad of [moved, byBob]) {
      const state = reduceChain(sodium, forum.id, [...forum.entries, bad])
      expect(state.refused.size).toBe(0)
      expect(codeOf(acceptEpoch(sodium, state, bad.id, bob))).toBe('epoch-box-wrong')
    }
  })

  test('that the chain refused is not accepted, and says why', () => {
    const forum = foundForum(sodium)
    const outsider = createDevice(sodium)
    const { body } = value(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
    const bad = forge(forum.state(), outsider, body)
    const state = reduceChain(sodium, forum.id, [...forum.entries, bad])
    expect(codeOf(acceptEpoch(sodium, state, bad.id, forum.founder))).toBe('device-not-active')
    const nothing = 'd'.repeat(64) as EntryId
    expect(codeOf(acceptEpoch(sodium, state, nothing, forum.founder))).toBe('epoch-unknown')
  })
})
