import { describe, expect, test } from 'vitest'
import {
  addDevice,
  createDevice,
  createRecoveryKey,
  createReturnOffer,
  createReturnProof,
  createReturnRefusal,
  createReturnRequest,
  createReturnWay,
  mailboxName,
  openReturnWay,
  readReturnMessage,
  readReturnOffer,
  readReturnProof,
  readReturnRefusal,
  readReturnRequest,
  recoveryKeys,
  reduceChain,
  removeMember,
  returnOrder,
  type ReturnRoom,
  returnRoom,
  setRecoveryKey,
  useRecovery,
  verifyReturn,
} from '#crypto'
import { toHex } from '#shared/ids.ts'
import type { EpochId, ForumId } from '#shared/ids.ts'
import { addMember, codeOf, fixedSodium, foundForum, now, value } from './fixtures.ts'
import { memberOf, newDevice } from './membership.ts'

const sodium = await fixedSodium(7)
const stamp = { clock: now }

/** A forum of three, of whom one has printed a key, and their new computer that asks. */
function asking() {
  const forum = foundForum(sodium)
  const bob = addMember(forum)
  const carol = addMember(forum)
  const pair = recoveryKeys(sodium, createRecoveryKey(sodium)).signing
  const recoveryKey = pair.publicKey
  forum.add(setRecoveryKey(sodium, forum.state(), bob, { ...stamp, recoveryKey }))
  const member = memberOf(forum.state(), bob)
  const room = returnRoom(sodium, forum.id, recoveryKey)
  const device = createDevice(sodium)
  const made = createReturnRequest(sodium, room, device, pair)
  const message = value(readReturnMessage(sodium, room, made.seal()))
  const request = value(readReturnRequest(sodium, room, message))
  return { forum, bob, carol, pair, member, room, device, request, message, made }
}

const read = (room: ReturnRoom, bytes: Uint8Array) => value(readReturnMessage(sodium, room, bytes))

/** Every message of a return, each made once. */
function conversation() {
  const all = asking()
  const { room, carol, member, request, device, pair } = all
  const offered = createReturnOffer(sodium, room, carol, { ...request, member })
  const offer = value(readReturnOffer(sodium, room, read(room, offered)))
  const { conversation: name } = request
  const proved = createReturnProof(sodium, room, device, pair, { ...offer, conversation: name })
  const waybill = { epoch: 'ab'.repeat(32) as EpochId, bundle: sodium.random(32), parts: 3 }
  const way = createReturnWay(sodium, room, request, waybill)
  const refusal = createReturnRefusal(sodium, room, name, 'device-limit')
  return { ...all, offered, offer, proved, way, waybill, refusal }
}

describe('the room of a printed key', () => {
  test('follows from key and forum, and is another one for another of either', () => {
    const key = recoveryKeys(sodium, createRecoveryKey(sodium)).signing.publicKey
    const other = recoveryKeys(sodium, createRecoveryKey(sodium)).signing.publicKey
    const forum = 'ab'.repeat(32) as ForumId
    const rooms = [
      returnRoom(sodium, forum, key),
      returnRoom(sodium, forum, other),
      returnRoom(sodium, 'cd'.repeat(32) as ForumId, key),
    ]
    const names = rooms.map(({ mailbox }) => toHex(mailboxName(sodium, mailbox.publicKey)))
    expect(new Set([...names, ...rooms.map(({ sealing }) => toHex(sealing))]).size).toBe(6)
    expect(returnRoom(sodium, forum, key)).toEqual(rooms[0])
  })
})

describe('a return by the printed key', () => {
  test('goes from request to way, and ends in a chain that the device is in by this key', () => {
    const { forum, carol, member, room, device, request, offer, proved, way, waybill } =
      conversation()
    expect(offer).toEqual({ admitter: carol.id, member })
    const admitter = carol.id
    const proof = value(
      readReturnProof(sodium, room, read(room, proved), { request, member, admitter }),
    )
    if (proof === null) throw new Error('the proof is for who offered')
    const options = { ...stamp, member, device: proof.record, proof: proof.proof }
    forum.add(useRecovery(sodium, forum.state(), carol, options))
    expect(memberOf(forum.state(), device)).toBe(member)
    expect(codeOf(verifyReturn(forum.state(), room, device))).toBe('ok')
    expect(value(openReturnWay(sodium, room, device, read(room, way)))).toEqual(waybill)
  })

  test('hides everything from who knows neither forum nor key', () => {
    const { forum, offered, proved, way, refusal, made, pair } = conversation()
    const other = returnRoom(sodium, 'cd'.repeat(32) as ForumId, pair.publicKey)
    const strange = recoveryKeys(sodium, createRecoveryKey(sodium)).signing.publicKey
    const another = returnRoom(sodium, forum.id, strange)
    for (const bytes of [made.seal(), offered, proved, way, refusal])
      for (const room of [other, another])
        expect(codeOf(readReturnMessage(sodium, room, bytes))).toBe('decryption-failed')
  })

  test('with a single corrupted byte in any of its messages is refused', () => {
    const { room, offered, proved, refusal } = conversation()
    for (const bytes of [offered, proved, refusal])
      for (let at = 0; at < bytes.length; at++) {
        const wrong = bytes.slice()
        wrong[at] = (wrong[at] ?? 0) ^ 1
        expect(codeOf(readReturnMessage(sodium, room, wrong)), `byte ${at}`).toBe(
          'decryption-failed',
        )
      }
  })

  test('is asked for by nobody without the paper, whoever knows the room', () => {
    const { room, device } = asking()
    const other = recoveryKeys(sodium, createRecoveryKey(sodium)).signing
    const forged = createReturnRequest(sodium, room, device, other).seal()
    expect(codeOf(readReturnRequest(sodium, room, read(room, forged)))).toBe('signature-invalid')
  })

  test('is for the keys that were asked for: others in the same conversation are refused', () => {
    const { room, message } = asking()
    for (let at = 0; at < message.body.length; at++) {
      const body = message.body.slice()
      body[at] = (body[at] ?? 0) ^ 1
      const wrong = { ...message, body }
      expect(['malformed', 'signature-invalid']).toContain(
        codeOf(readReturnRequest(sodium, room, wrong)),
      )
    }
    const elsewhere = { ...message, conversation: 'ef'.repeat(32) }
    expect(codeOf(readReturnRequest(sodium, room, elsewhere))).toBe('malformed')
  })

  test('is offered by who signs, and by no other in their name', () => {
    const { room, offered } = conversation()
    const message = read(room, offered)
    for (let at = 0; at < message.body.length; at++) {
      const body = message.body.slice()
      body[at] = (body[at] ?? 0) ^ 1
      expect(codeOf(readReturnOffer(sodium, room, { ...message, body })), `byte ${at}`).toBe(
        'signature-invalid',
      )
    }
    const elsewhere = { ...message, conversation: 'ef'.repeat(32) }
    expect(codeOf(readReturnOffer(sodium, room, elsewhere))).toBe('signature-invalid')
  })

  test('gives its proof to the one that offered, and lets in this device alone', () => {
    const { forum, carol, member, room, request, proved } = conversation()
    const message = read(room, proved)
    const founder = forum.founder.id
    const of = (admitter: typeof founder) => ({ request, member, admitter })
    expect(value(readReturnProof(sodium, room, message, of(founder)))).toBeNull()
    const thief = createDevice(sodium)
    const stolen = {
      ...request,
      device: thief.id,
      signingKey: thief.signing.publicKey,
      sealingKey: thief.sealing.publicKey,
    }
    const admitter = carol.id
    for (const wrong of [
      { request: stolen, member, admitter },
      { request, member: memberOf(forum.state(), forum.founder), admitter },
    ])
      expect(codeOf(readReturnProof(sodium, room, message, wrong))).toBe('signature-invalid')
    for (let at = 0; at < message.body.length; at++) {
      const body = message.body.slice()
      body[at] = (body[at] ?? 0) ^ 1
      const wrong = readReturnProof(sodium, room, { ...message, body }, of(admitter))
      // The first 32 bytes say for whom it is.
      if (at < 32) expect(value(wrong)).toBeNull()
      else expect(codeOf(wrong), `byte ${at}`).toBe('signature-invalid')
    }
  })

  test('is led on by what its own device alone can open', () => {
    const { room, way } = conversation()
    expect(codeOf(openReturnWay(sodium, room, createDevice(sodium), read(room, way)))).toBe(
      'decryption-failed',
    )
  })

  test('is refused with a reason that can be read, and with no other', () => {
    const { room, refusal } = conversation()
    const message = read(room, refusal)
    expect(value(readReturnRefusal(message))).toBe('device-limit')
    for (const body of [Uint8Array.of(0), Uint8Array.of(9), new Uint8Array(), Uint8Array.of(1, 1)])
      expect(codeOf(readReturnRefusal({ ...message, body }))).toBe('malformed')
  })
})

describe('a chain that somebody leads to', () => {
  test('is taken only if it is the forum’s, and this device came back by this key in it', () => {
    const { forum, bob, member, room, device } = asking()
    expect(codeOf(verifyReturn(forum.state(), room, device))).toBe('device-not-active')
    const other = foundForum(sodium)
    expect(codeOf(verifyReturn(other.state(), room, device))).toBe('entry-not-authorised')
    // Let in otherwise: added from a computer of the member's own.
    const { device: added, record } = newDevice(sodium, forum, member, bob)
    forum.add(addDevice(sodium, forum.state(), bob, { ...stamp, device: record }))
    expect(codeOf(verifyReturn(forum.state(), room, added))).toBe('entry-not-authorised')
  })

  test('by somebody who was removed is outdone by one that knows of it', () => {
    const { forum, carol, room, request, member, device, pair } = asking()
    const old = forum.entries.slice()
    const given = { admitter: carol.id, member, conversation: request.conversation }
    const message = read(room, createReturnProof(sodium, room, device, pair, given))
    const proof = value(readReturnProof(sodium, room, message, { ...given, request }))
    if (proof === null) throw new Error('the proof is for Carol')
    const stale = reduceChain(sodium, forum.id, old)
    const options = { ...stamp, member, device: proof.record, proof: proof.proof }
    const entry = value(useRecovery(sodium, stale, carol, options))
    const seen = reduceChain(sodium, forum.id, [...old, entry])
    expect(codeOf(verifyReturn(seen, room, device))).toBe('ok')
    const target = memberOf(stale, carol)
    const gone = { ...stamp, member: target, cutOffs: [] }
    const removed = value(removeMember(sodium, stale, forum.founder, gone))
    const all = reduceChain(sodium, forum.id, [...old, entry, removed])
    expect(codeOf(verifyReturn(all, room, device))).toBe('device-not-active')
  })

  test('is offered in turns that every device reckons alike, guests and suspended ones left out', () => {
    const { forum, request } = asking()
    const order = returnOrder(sodium, forum.state(), request.conversation)
    expect([...order].sort()).toEqual([...forum.state().devices.keys()].sort())
    const others = Array.from({ length: 8 }, (_, at) => `${at}`.repeat(64)).map((name) =>
      returnOrder(sodium, forum.state(), name).join(),
    )
    expect(new Set(others).size).toBeGreaterThan(1)
  })
})
