import { describe, expect, test } from 'vitest'
import {
  checkSpokenWords,
  createAnswer,
  createComputerAnswer,
  createDevice,
  createGreeting,
  createInvitationCode,
  createInvite,
  createKnock,
  createReady,
  createReveal,
  doorKeys,
  openDoor,
  openGreeting,
  openReady,
  parseInvitationCode,
  readDoorMessage,
  spokenWords,
  verifyReveal,
} from '#crypto'
import type { DeviceSecrets, DoorMessage } from '#crypto'
import type { MemberId } from '#shared/ids.ts'
import { codeOf, fixedSodium, foundForum, invite, later, now, value } from '../crypto/fixtures.ts'

const sodium = await fixedSodium(47)

/** A forum with an open invitation, somebody who knocks by it, and what the door says to that. */
function atTheDoor() {
  const forum = foundForum(sodium)
  const { seed, entry } = invite(sodium, forum.state(), forum.founder)
  forum.entries.push(entry)
  const door = doorKeys(sodium, seed)
  const knock = createKnock(sodium, door, createDevice(sodium))
  const read = (bytes: Uint8Array) => value(readDoorMessage(sodium, door, bytes))
  const answerTo = (message: DoorMessage) =>
    value(
      createAnswer(sodium, forum.state(), forum.founder, {
        invitation: entry.id,
        knock: message,
        clock: now,
      }),
    )
  return { forum, seed, invitation: entry.id, door, knock, read, answerTo }
}

/** A message with one bit of its body turned. */
function turned(message: DoorMessage, at: number): DoorMessage {
  const body = message.body.slice()
  body[at] = (body[at] ?? 0) ^ 1
  return { ...message, body }
}

describe('a man in the middle at joining', () => {
  test('a man in the middle at joining, without the code, reads, alters and says nothing', () => {
    const { forum, invitation, door, knock, read, answerTo } = atTheDoor()
    const answer = answerTo(read(knock.message))
    const reveal = value(createReveal(sodium, knock.state, read(answer.message)))
    // All that a relay has: sealed messages, and the public key of the mailbox.
    const guess = doorKeys(sodium, door.mailbox.publicKey.subarray(0, 16))
    for (const { message } of [knock, answer, reveal]) {
      expect(codeOf(readDoorMessage(sodium, guess, message))).toBe('decryption-failed')
      for (let at = 0; at < message.length; at += 7) {
        const altered = message.slice()
        altered[at] = (altered[at] ?? 0) ^ 1
        expect(codeOf(readDoorMessage(sodium, door, altered))).toBe('decryption-failed')
      }
    }
    const own = createKnock(sodium, guess, createDevice(sodium))
    expect(codeOf(readDoorMessage(sodium, door, own.message))).toBe('decryption-failed')
    // A member has the room key from the chain, and still no proof that the inviter takes.
    const roomKey = forum.state().invitations.get(invitation)?.roomKey ?? new Uint8Array(32)
    const half = {
      ...openDoor(sodium, roomKey),
      roomKey,
      proof: sodium.signingPair(sodium.random(32)),
    }
    const member = createKnock(sodium, { ...door, ...half }, createDevice(sodium))
    const theirs = answerTo(read(member.message))
    const claim = value(createReveal(sodium, member.state, read(theirs.message)))
    expect(codeOf(verifyReveal(sodium, theirs.state, read(claim.message)))).toBe(
      'invitation-proof-invalid',
    )
  })

  test('a man in the middle at joining, with the code, shows the two sides different words', () => {
    const { seed, door, knock, read, answerTo } = atTheDoor()
    const between = createDevice(sodium)
    // To the inviter it is the guest.
    const asGuest = createKnock(sodium, door, between)
    const honest = answerTo(read(asGuest.message))
    const toInviter = value(createReveal(sodium, asGuest.state, read(honest.message)))
    const atInviter = value(verifyReveal(sodium, honest.state, read(toInviter.message)))
    // To the guest it is the inviter, in a forum of its own with the same door.
    const answered = answerAs(between, seed, read(knock.message))
    const toGuest = value(createReveal(sodium, knock.state, read(answered.message)))
    expect(codeOf(verifyReveal(sodium, answered.state, read(toGuest.message)))).toBe('ok')

    const shown = spokenWords(sodium, atInviter.session.transcript)
    const heard = spokenWords(sodium, toGuest.session.transcript)
    expect(codeOf(checkSpokenWords(shown, heard.join(' ')))).toBe('spoken-check-mistyped')
    expect(shown.filter((word, at) => word === heard[at]).length).toBeLessThan(3)
  })

  test('a man in the middle at joining, with the code, cannot put itself into the honest messages', () => {
    const { knock, read, answerTo } = atTheDoor()
    const answer = answerTo(read(knock.message))
    const said = read(answer.message)
    for (let at = 0; at < said.body.length; at += 5)
      expect(codeOf(createReveal(sodium, knock.state, turned(said, at))), `byte ${at}`).not.toBe(
        'ok',
      )
    const reveal = read(value(createReveal(sodium, knock.state, said)).message)
    for (let at = 0; at < reveal.body.length; at += 5)
      expect(codeOf(verifyReveal(sodium, answer.state, turned(reveal, at))), `byte ${at}`).not.toBe(
        'ok',
      )
  })
})

describe('a man in the middle at adding a computer', () => {
  /** The founder's code for another computer, and that computer's knock. */
  function adding() {
    const forum = foundForum(sodium)
    const member = forum.state().devices.get(forum.founder.id)?.member ?? ('' as MemberId)
    const door = doorKeys(sodium, sodium.random(16), 'add')
    const knock = createKnock(sodium, door, createDevice(sodium))
    const read = (bytes: Uint8Array) => value(readDoorMessage(sodium, door, bytes))
    const answerTo = (message: DoorMessage, by = forum) =>
      value(
        createComputerAnswer(sodium, by.state(), by.founder, {
          subject: {
            purpose: 'add',
            member: by.state().devices.get(by.founder.id)?.member ?? member,
          },
          keys: door,
          expiresAt: later,
          knock: message,
          clock: now,
        }),
      )
    return { door, knock, read, answerTo }
  }

  test('a man in the middle at adding a computer, without the code, reads, alters and says nothing', () => {
    const { door, knock, read, answerTo } = adding()
    const answer = answerTo(read(knock.message))
    const reveal = value(createReveal(sodium, knock.state, read(answer.message)))
    const { session } = value(verifyReveal(sodium, answer.state, read(reveal.message)))
    const greeting = createGreeting(sodium, session, {
      forumName: 'Meridian',
      memberName: 'Ana',
      place: 2,
    })
    const ready = createReady(sodium, reveal.session)
    const guess = doorKeys(sodium, door.mailbox.publicKey.subarray(0, 16), 'add')
    for (const message of [knock.message, answer.message, reveal.message, greeting, ready]) {
      expect(codeOf(readDoorMessage(sodium, guess, message))).toBe('decryption-failed')
      for (let at = 0; at < message.length; at += 7) {
        const altered = message.slice()
        altered[at] = (altered[at] ?? 0) ^ 1
        expect(codeOf(readDoorMessage(sodium, door, altered))).toBe('decryption-failed')
      }
    }
  })

  test('a man in the middle at adding a computer, with the code, shows the two different words', () => {
    const { door, knock, read, answerTo } = adding()
    // To the computer that adds it is the new one.
    const asNew = createKnock(sodium, door, createDevice(sodium))
    const honest = answerTo(read(asNew.message))
    const toAdder = value(createReveal(sodium, asNew.state, read(honest.message)))
    const atAdder = value(verifyReveal(sodium, honest.state, read(toAdder.message)))
    // To the new one it is the computer that adds, in a forum of its own.
    const answered = answerTo(read(knock.message), foundForum(sodium))
    const toNew = value(createReveal(sodium, knock.state, read(answered.message)))
    expect(codeOf(verifyReveal(sodium, answered.state, read(toNew.message)))).toBe('ok')
    const shown = spokenWords(sodium, atAdder.session.transcript)
    const heard = spokenWords(sodium, toNew.session.transcript)
    expect(codeOf(checkSpokenWords(shown, heard.join(' ')))).toBe('spoken-check-mistyped')
    // Nor does it say to the new computer that the words were right, or to the other that all is well.
    const greeting = createGreeting(sodium, atAdder.session, {
      forumName: 'Meridian',
      memberName: 'Ana',
      place: 2,
    })
    const carried = { ...read(greeting), conversation: knock.state.conversation }
    expect(codeOf(openGreeting(sodium, toNew.session, carried))).toBe('decryption-failed')
    const ready = read(createReady(sodium, toNew.session))
    const passedOn = { ...ready, conversation: asNew.state.conversation }
    expect(codeOf(openReady(sodium, atAdder.session, passedOn))).toBe('decryption-failed')
  })

  test('a man in the middle at adding a computer, with the code, cannot put itself into the honest messages', () => {
    const { knock, read, answerTo } = adding()
    const answer = answerTo(read(knock.message))
    const said = read(answer.message)
    for (let at = 0; at < said.body.length; at += 5)
      expect(codeOf(createReveal(sodium, knock.state, turned(said, at))), `byte ${at}`).not.toBe(
        'ok',
      )
    const reveal = read(value(createReveal(sodium, knock.state, said)).message)
    for (let at = 0; at < reveal.body.length; at += 5)
      expect(codeOf(verifyReveal(sodium, answer.state, turned(reveal, at))), `byte ${at}`).not.toBe(
        'ok',
      )
  })
})

/** The answer of a device that founded a forum of its own and made an invitation of that seed there. */
function answerAs(device: DeviceSecrets, seed: Uint8Array, knock: DoorMessage) {
  const own = foundForum(sodium)
  const made = { clock: now, seed, expiresAt: later }
  const entry = own.add(createInvite(sodium, own.state(), own.founder, made))
  expect(own.founder.id).not.toBe(device.id)
  const about = { invitation: entry.id, knock, clock: now }
  return value(createAnswer(sodium, own.state(), own.founder, about))
}

describe('an invitation code', () => {
  test('quiet-2992: is digits for this app alone: no link, and no host but the forum’s own relay', () => {
    const seed = sodium.random(16)
    for (const relay of ['wss://relay.meridian.example', 'ws://192.168.7.2:4440']) {
      const code = value(createInvitationCode(sodium, { purpose: 'join', seed, relay }))
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{1,5}(-[0-9A-HJKMNP-TV-Z]{1,5})*$/)
      expect(value(parseInvitationCode(sodium, code))).toEqual({ purpose: 'join', seed, relay })
      for (const link of [`https://subrosa.example/join#${code}`, `subrosa://${code}`])
        expect(codeOf(parseInvitationCode(sodium, link))).toBe('invitation-malformed')
    }
    for (const relay of ['https://subrosa.example/join', 'wss://relay.example/?to=web'])
      expect(codeOf(createInvitationCode(sodium, { purpose: 'join', seed, relay }))).toBe(
        'relay-address-invalid',
      )
  })
})
