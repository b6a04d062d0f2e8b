import { describe, expect, test } from 'vitest'
import {
  admitMember,
  createAnswer,
  createDevice,
  createInvite,
  createKnock,
  createReveal,
  doorKeys,
  type DoorSubject,
  type Entry,
  openDoor,
  readDoorMessage,
  sessionScope,
  verifyWelcome,
} from '#crypto'
import { admit, codeOf, converse, fixedSodium, foundForum, later, now, value } from './fixtures.ts'

const sodium = await fixedSodium()
const session = sessionScope('7'.repeat(32))

/** A forum with an invitation for a guest. */
function forGuest() {
  const forum = foundForum(sodium)
  const seed = sodium.random(16)
  const options = { clock: now, seed, expiresAt: later, guest: session }
  const invitation = value(createInvite(sodium, forum.state(), forum.founder, options))
  forum.entries.push(invitation)
  return { forum, seed, invitation }
}

describe('a guest at the door', () => {
  test('comes in as a guest of that session, and both sides’ words say so', () => {
    const { forum, seed, invitation } = forGuest()
    const { founder } = forum
    const guest = createDevice(sodium)
    const met = converse(sodium, forum.state(), founder, invitation.id, seed, guest)
    expect(met.newcomer.purpose).toBe('guest')
    expect(met.joinerSession.transcript.subject).toEqual(met.session.transcript.subject)
    const admitted = admit(sodium, forum.state(), founder, invitation.id, seed, guest)
    const entry: Entry = value(admitted.entry)
    forum.entries.push(entry)
    const state = forum.state()
    const who = state.devices.get(guest.id)?.member
    expect(who !== undefined && state.guests.get(who)?.guestOf).toBe(session)
    expect(who !== undefined && state.members.has(who)).toBe(false)
  })

  test('is not let in as a member in its stead: the words were for a guest', () => {
    const { forum, seed, invitation } = forGuest()
    const { founder } = forum
    const guest = createDevice(sodium)
    const met = converse(sodium, forum.state(), founder, invitation.id, seed, guest)
    const { candidate, joinerSession } = met
    forum.entries.push(
      value(admitMember(sodium, forum.state(), founder, { clock: now, candidate })),
    )
    const { transcript } = joinerSession
    value(verifyWelcome(forum.state(), transcript))
    const asMember: DoorSubject = { purpose: 'join', invitation: invitation.id }
    expect(codeOf(verifyWelcome(forum.state(), { ...transcript, subject: asMember }))).toBe(
      'invitation-proof-invalid',
    )
  })

  test('finds nobody with a guest’s code read as a member’s, nor the other way round', () => {
    const { seed } = forGuest()
    const asGuest = doorKeys(sodium, seed, 'guest')
    const asMember = doorKeys(sodium, seed)
    expect(asGuest.mailbox.publicKey).not.toEqual(asMember.mailbox.publicKey)
    expect(asGuest.proof.publicKey).not.toEqual(asMember.proof.publicKey)
    const knock = createKnock(sodium, asMember, createDevice(sodium))
    expect(codeOf(readDoorMessage(sodium, asGuest, knock.message))).toBe('decryption-failed')
  })

  test('refuses an answer for a member, whoever signed it', () => {
    const { forum, seed, invitation } = forGuest()
    const { founder } = forum
    const asGuest = doorKeys(sodium, seed, 'guest')
    const asMember = { ...asGuest, purpose: 'join' as const }
    const side = openDoor(sodium, asGuest.roomKey)
    const read = (bytes: Uint8Array) => value(readDoorMessage(sodium, side, bytes))
    for (const [door, expected] of [
      [asGuest, 'ok'],
      [asMember, 'malformed'],
    ] as const) {
      const knock = createKnock(sodium, door, createDevice(sodium))
      const answer = value(
        createAnswer(sodium, forum.state(), founder, {
          invitation: invitation.id,
          knock: read(knock.message),
          clock: now,
        }),
      )
      const reveal = createReveal(sodium, knock.state, read(answer.message))
      expect(reveal.ok ? 'ok' : reveal.failure.code).toBe(expected)
    }
  })
})
