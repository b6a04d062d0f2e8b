import { describe, expect, test } from 'vitest'
import {
  addDevice,
  createAnswer,
  createComputerAnswer,
  createDevice,
  createDeviceRecord,
  createEnding,
  createGreeting,
  createInvitationCode,
  createKnock,
  createReady,
  createReveal,
  createWelcome,
  decodeEntry,
  doorKeys,
  openEnding,
  openEpoch,
  openGreeting,
  openReady,
  openWelcome,
  parseInvitationCode,
  proposeEntry,
  readDoorMessage,
  reduceChain,
  spokenWords,
  useRecovery,
  verifyReveal,
  verifyWelcome,
} from '#crypto'
import type { DeviceSecrets, DoorPurpose, DoorSubject } from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import {
  addMember,
  codeOf,
  fixedSodium,
  foundForum,
  invite,
  later,
  now,
  value,
} from './fixtures.ts'

const sodium = await fixedSodium(53)
const relay = 'ws://192.168.1.20:4455'

type ComputerSubject = Extract<DoorSubject, { member: MemberId }>

/** A forum of two, and what the founder's computer says at the door of a code for a computer. */
function begin(purpose: ComputerSubject['purpose']) {
  const forum = foundForum(sodium)
  const other = addMember(forum)
  const memberOf = (device: DeviceSecrets) =>
    forum.state().devices.get(device.id)?.member ?? ('' as MemberId)
  const member = memberOf(purpose === 'add' ? forum.founder : other)
  const seed = sodium.random(16)
  const keys = doorKeys(sodium, seed, purpose)
  const device = createDevice(sodium)
  const knock = createKnock(sodium, keys, device)
  const read = (bytes: Uint8Array) => value(readDoorMessage(sodium, keys, bytes))
  const answer = (subject: ComputerSubject, clock = now, by = forum.founder) =>
    createComputerAnswer(sodium, forum.state(), by, {
      subject,
      keys,
      expiresAt: later,
      knock: read(knock.message),
      clock,
    })
  return { forum, other, member, memberOf, seed, keys, device, knock, read, answer }
}

/** The conversation up to the moment in which the words are compared. */
function meet(purpose: ComputerSubject['purpose']) {
  const begun = begin(purpose)
  const { knock, read, member } = begun
  const answer = value(begun.answer({ purpose, member }))
  const reveal = value(createReveal(sodium, knock.state, read(answer.message)))
  const verified = value(verifyReveal(sodium, answer.state, read(reveal.message)))
  if ('candidate' in verified.newcomer) throw new Error('a code for a computer is for one')
  const { newcomer, session } = verified
  return { ...begun, answer, reveal, newcomer, session, joiner: reveal.session }
}

describe('a code', () => {
  test('says what it is for, and its door for one purpose is not that for another', () => {
    const seed = sodium.random(16)
    const purposes: readonly DoorPurpose[] = ['join', 'add', 'return']
    for (const purpose of purposes) {
      const code = value(createInvitationCode(sodium, { purpose, seed, relay }))
      expect(value(parseInvitationCode(sodium, code))).toEqual({ purpose, seed, relay })
    }
    const doors = purposes.map((purpose) => doorKeys(sodium, seed, purpose))
    const keys = doors.flatMap((door) => [
      door.roomKey,
      door.sealing,
      door.mailbox.publicKey,
      door.proof.publicKey,
    ])
    expect(new Set(keys.map((key) => key.join()))).toHaveProperty('size', keys.length)
  })
})

describe('a conversation about a computer', () => {
  test('adds a computer: equal words, a greeting, a ready, a device.add, the whole chain', () => {
    const { forum, newcomer, session, joiner, read } = meet('add')
    expect(spokenWords(sodium, session.transcript)).toEqual(spokenWords(sodium, joiner.transcript))
    const greeting = { forumName: 'Meridian', memberName: 'Ana', place: 2 }
    const greeted = read(createGreeting(sodium, session, greeting))
    expect(value(openGreeting(sodium, joiner, greeted))).toEqual(greeting)
    expect(codeOf(openReady(sodium, session, read(createReady(sodium, joiner))))).toBe('ok')
    forum.add(
      addDevice(sodium, forum.state(), forum.founder, { clock: now, device: newcomer.device }),
    )
    forum.add(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
    const bytes = forum.entries.map((entry) => entry.bytes)
    const entries = createWelcome(sodium, session, bytes)
      .flatMap((message) => value(openWelcome(sodium, joiner, read(message))).entries)
      .map((each) => value(decodeEntry(sodium, each)))
    const state = reduceChain(sodium, forum.id, entries)
    expect(codeOf(verifyWelcome(state, joiner.transcript))).toBe('ok')
  })

  test('of one purpose is of no use for another: the answer does not fit the knock', () => {
    for (const purpose of ['add', 'return'] as const) {
      const { knock, read, answer, member, memberOf, forum, other } = begin(purpose)
      const own = memberOf(forum.founder)
      const wrong: ComputerSubject =
        purpose === 'add'
          ? { purpose: 'return', member: memberOf(other) }
          : { purpose: 'add', member: own }
      const said = read(value(answer(wrong)).message)
      expect(codeOf(createReveal(sodium, knock.state, said))).toBe('malformed')
      expect(
        codeOf(createReveal(sodium, knock.state, read(value(answer({ purpose, member })).message))),
      ).toBe('ok')
    }
    // An invitation of the same seed, answered to somebody who adds a computer.
    const { knock, read, forum } = begin('add')
    const { entry } = invite(sodium, forum.state(), forum.founder)
    forum.entries.push(entry)
    const said = value(
      createAnswer(sodium, forum.state(), forum.founder, {
        invitation: entry.id,
        knock: read(knock.message),
        clock: now,
      }),
    )
    const sealed = readDoorMessage(sodium, said.state.door, said.message)
    expect(codeOf(createReveal(sodium, knock.state, value(sealed)))).toBe('malformed')
  })

  test('commits to its purpose: a knock for one cannot be revealed for another', () => {
    const { knock, read, answer, member, keys } = begin('add')
    const relabelled = { ...keys, purpose: 'return' as const }
    const other = createKnock(sodium, relabelled, knock.state.device, {
      exchange: new Uint8Array(32).fill(1),
      nonce: new Uint8Array(32).fill(2),
    })
    const same = createKnock(sodium, keys, knock.state.device, {
      exchange: new Uint8Array(32).fill(1),
      nonce: new Uint8Array(32).fill(2),
    })
    expect(other.state.conversation).not.toBe(same.state.conversation)
    const made = value(answer({ purpose: 'add', member }))
    const reveal = value(createReveal(sodium, knock.state, read(made.message)))
    const asReturn = {
      ...made.state,
      content: { ...made.state.content, subject: { purpose: 'return', member } as const },
    }
    expect(codeOf(verifyReveal(sodium, asReturn, read(reveal.message)))).toBe('commitment-broken')
  })

  test('names the member in everything that is signed: for another it is refused', () => {
    const { knock, read, answer, member } = begin('return')
    const made = value(answer({ purpose: 'return', member }))
    const reveal = value(createReveal(sodium, knock.state, read(made.message)))
    const another = {
      ...made.state,
      content: {
        ...made.state.content,
        subject: { purpose: 'return', member: 'ab'.repeat(16) as MemberId } as const,
      },
    }
    // Its self-signature names the member, so that it is refused before any words are shown.
    expect(codeOf(verifyReveal(sodium, another, read(reveal.message)))).toBe('signature-invalid')
  })

  test('lets the device in by the act of its purpose, by the device that held it, and by no other', () => {
    const { forum, other, newcomer, joiner } = meet('add')
    const stamp = { clock: now, device: newcomer.device }
    // Another of the same member could not use it: the record names the device that adds.
    const byOther = value(addDevice(sodium, forum.state(), other, stamp))
    expect(codeOf(decodeEntry(sodium, byOther.bytes))).toBe('signature-invalid')
    const asReturn = useRecovery(sodium, forum.state(), other, {
      ...stamp,
      member: newcomer.member,
      proof: null,
    })
    if (asReturn.ok)
      expect(codeOf(decodeEntry(sodium, asReturn.value.bytes))).toBe('signature-invalid')
    expect(codeOf(verifyWelcome(forum.state(), joiner.transcript))).toBe('device-not-active')
    forum.add(addDevice(sodium, forum.state(), forum.founder, stamp))
    expect(codeOf(verifyWelcome(forum.state(), joiner.transcript))).toBe('ok')
    const asReturned = {
      ...joiner.transcript,
      subject: { ...newcomer, purpose: 'return' as const },
    }
    expect(codeOf(verifyWelcome(forum.state(), asReturned))).toBe('invitation-proof-invalid')
  })

  test('brings back the member that it names, co-signed, and nobody else', () => {
    const { forum, newcomer, memberOf } = meet('return')
    const third = addMember(forum)
    const body = {
      type: 'recovery.use',
      member: newcomer.member,
      device: newcomer.device,
      proof: null,
    } as const
    const about = { clock: now, body, coSigners: [third.id] }
    expect(codeOf(proposeEntry(sodium, forum.state(), forum.founder, about))).toBe('ok')
    const wrong = { ...body, member: memberOf(third) }
    const asOther = useRecovery(sodium, forum.state(), forum.founder, { clock: now, ...wrong })
    expect(asOther.ok && codeOf(decodeEntry(sodium, asOther.value.bytes))).not.toBe('ok')
  })

  test('is not answered over its hour, for somebody with three, by or for the wrong member', () => {
    const { forum, member, memberOf, other, answer } = begin('add')
    expect(codeOf(answer({ purpose: 'add', member }, later + 1))).toBe('invitation-expired')
    expect(codeOf(answer({ purpose: 'add', member: memberOf(other) }))).toBe('not-found')
    expect(codeOf(answer({ purpose: 'return', member }))).toBe('not-found')
    expect(codeOf(answer({ purpose: 'add', member }, now, createDevice(sodium)))).toBe('not-found')
    for (let count = 0; count < 2; count++) {
      const one = createDevice(sodium)
      const device = createDeviceRecord(sodium, forum.id, member, forum.founder.id, one)
      forum.add(addDevice(sodium, forum.state(), forum.founder, { clock: now, device }))
    }
    expect(codeOf(answer({ purpose: 'add', member }))).toBe('device-limit')
  })

  test('once the words were right it can be ended only by the one who typed them', () => {
    const { session, joiner, read } = meet('add')
    const ended = read(createEnding(sodium, session, 'coming-refused'))
    expect(value(openEnding(sodium, joiner, ended))).toBe('coming-refused')
    const foreign = { ...session, send: sodium.random(32) }
    for (const said of [
      [openEnding, createEnding(sodium, foreign, 'coming-refused')],
      [openGreeting, createGreeting(sodium, foreign, { forumName: '', memberName: '', place: 1 })],
    ] as const)
      expect(codeOf(said[0](sodium, joiner, read(said[1])))).toBe('decryption-failed')
    const forged = createReady(sodium, { ...joiner, send: sodium.random(32) })
    expect(codeOf(openReady(sodium, session, read(forged)))).toBe('decryption-failed')
  })

  test('is taken up again from what was stored: the same conversation and the same keys', () => {
    const { keys, device, read, answer, member } = begin('add')
    const seeds = { exchange: sodium.random(32), nonce: sodium.random(32) }
    const first = createKnock(sodium, keys, device, seeds)
    const again = createKnock(sodium, keys, device, seeds)
    expect(again.state).toEqual(first.state)
    expect(codeOf(answer({ purpose: 'add', member }))).toBe('ok')
    expect(read(first.message).conversation).toBe(again.state.conversation)
  })
})
