import { describe, expect, test } from 'vitest'
import {
  acceptEpoch,
  admitMember,
  checkSpokenWords,
  createAnswer,
  createDevice,
  createKnock,
  createRefusal,
  createReveal,
  createWelcome,
  decodeDevice,
  decodeEntry,
  doorKeys,
  encodeDevice,
  openDoor,
  openEpoch,
  openWelcome,
  readDoorMessage,
  readRefusal,
  reduceChain,
  revokeInvite,
  spokenWords,
  verifyReveal,
  verifyWelcome,
} from '#crypto'
import type { DoorMessage } from '#crypto'
import type { EntryId } from '#shared/ids.ts'
import {
  addMember,
  codeOf,
  converse,
  fixedSodium,
  foundForum,
  invite,
  later,
  now,
  value,
} from './fixtures.ts'

const sodium = await fixedSodium()

/** A forum with an open invitation, and the first two messages. */
function begin() {
  const forum = foundForum(sodium)
  const { seed, entry } = invite(sodium, forum.state(), forum.founder)
  forum.entries.push(entry)
  const door = doorKeys(sodium, seed)
  const joiner = createDevice(sodium)
  const knock = createKnock(sodium, door, joiner)
  const read = (bytes: Uint8Array) => value(readDoorMessage(sodium, door, bytes))
  const answerTo = (message: DoorMessage) =>
    createAnswer(sodium, forum.state(), forum.founder, {
      invitation: entry.id,
      knock: message,
      clock: now,
    })
  const answer = value(answerTo(read(knock.message)))
  return { forum, seed, invitation: entry.id, door, joiner, knock, answer, answerTo, read }
}

describe('joining', () => {
  test('lets a newcomer in: six equal words, an admission, an epoch, the whole chain', () => {
    const { forum, joiner, knock, answer, read } = begin()
    const name = new TextEncoder().encode('Ingrid')
    const reveal = value(createReveal(sodium, knock.state, read(answer.message), name))
    const verified = value(verifyReveal(sodium, answer.state, read(reveal.message)))
    expect(verified.note).toEqual(name)
    const words = spokenWords(sodium, verified.session.transcript)
    expect(spokenWords(sodium, reveal.session.transcript)).toEqual(words)
    expect(words).toHaveLength(6)

    if (verified.newcomer.purpose !== 'join') throw new Error('an invitation is for somebody new')
    const { candidate } = verified.newcomer
    forum.add(admitMember(sodium, forum.state(), forum.founder, { clock: now, candidate }))
    forum.add(openEpoch(sodium, forum.state(), forum.founder, { clock: now }))
    const bytes = forum.entries.map((entry) => entry.bytes)
    const entries = createWelcome(sodium, verified.session, bytes)
      .flatMap((message) => value(openWelcome(sodium, reveal.session, read(message))).entries)
      .map((each) => value(decodeEntry(sodium, each)))
    const state = reduceChain(sodium, reveal.session.transcript.forum, entries)
    expect(codeOf(verifyWelcome(state, reveal.session.transcript))).toBe('ok')
    const open = entries.at(-1)
    expect(state.currentEpoch).toBe(open?.id)
    expect(codeOf(acceptEpoch(sodium, state, open?.id ?? ('' as EntryId), joiner))).toBe('ok')
  })

  test('sends a long chain in parts that each fit a relay’s frame', () => {
    const forum = foundForum(sodium)
    for (let count = 0; count < 8; count++) addMember(forum)
    const { seed, entry } = invite(sodium, forum.state(), forum.founder)
    forum.entries.push(entry)
    const joiner = createDevice(sodium)
    const { session, joinerSession } = converse(
      sodium,
      forum.state(),
      forum.founder,
      entry.id,
      seed,
      joiner,
    )
    const bytes = forum.entries.map((each) => each.bytes)
    const messages = createWelcome(sodium, session, bytes)
    expect(messages.length).toBeGreaterThan(2)
    for (const message of messages) expect(message.length).toBeLessThan(300 * 1024)
    const parts = messages
      .map((message) => value(readDoorMessage(sodium, session.door, message)))
      .map((message) => value(openWelcome(sodium, joinerSession, message)))
    expect(parts.map(({ index, count }) => `${index} of ${count}`)).toEqual(
      messages.map((_, index) => `${index} of ${messages.length}`),
    )
    expect(parts.flatMap(({ entries }) => entries)).toEqual(bytes)
  })

  test('hides everything from a relay: no message opens without the code', () => {
    const { knock, answer } = begin()
    const stranger = doorKeys(sodium, new Uint8Array(16))
    for (const message of [knock.message, answer.message]) {
      expect(codeOf(readDoorMessage(sodium, stranger, message))).toBe('decryption-failed')
    }
  })

  test('refuses every corrupted byte of its messages', () => {
    const { knock, door } = begin()
    for (let at = 0; at < knock.message.length; at++) {
      const corrupted = knock.message.slice()
      corrupted[at] = (corrupted[at] ?? 0) ^ 1
      expect(codeOf(readDoorMessage(sodium, door, corrupted))).toBe('decryption-failed')
    }
    expect(codeOf(readDoorMessage(sodium, door, new Uint8Array(10)))).toBe('malformed')
    expect(codeOf(readDoorMessage(sodium, door, new Uint8Array(400 * 1024)))).toBe('too-large')
  })

  test('shows a go-between by different words, since both sides’ keys and nonces are in them', () => {
    const { door, knock, answer, read, answerTo } = begin()
    // Holding the code, it knocks itself and answers the real joiner with its own device.
    const between = createDevice(sodium)
    const own = createKnock(sodium, door, between)
    const honest = value(answerTo(read(own.message)))
    const toForum = value(createReveal(sodium, own.state, read(honest.message)))
    const toJoiner = value(createReveal(sodium, knock.state, read(answer.message)))
    expect(spokenWords(sodium, toForum.session.transcript)).not.toEqual(
      spokenWords(sodium, toJoiner.session.transcript),
    )
  })

  test('binds the joiner before it sees the other side (commitment)', () => {
    const { knock, answer, read } = begin()
    for (const changed of [
      { ...knock.state.party, nonce: sodium.random(32) },
      { ...knock.state.party, exchangeKey: sodium.exchangePair(sodium.random(32)).publicKey },
    ]) {
      const state = { ...knock.state, party: changed }
      const reveal = value(createReveal(sodium, state, read(answer.message)))
      expect(codeOf(verifyReveal(sodium, answer.state, read(reveal.message)))).toBe(
        'commitment-broken',
      )
    }
  })

  test('refuses a reveal by someone who does not hold the code', () => {
    const { knock, answer, read, invitation, forum } = begin()
    // A member knows the room key from the chain, but not the seed and so not the proof key.
    const room = openDoor(
      sodium,
      forum.state().invitations.get(invitation)?.roomKey ?? new Uint8Array(32),
    )
    const proof = sodium.signingPair(sodium.random(32))
    const state = { ...knock.state, door: { ...knock.state.door, ...room, proof } }
    const reveal = value(createReveal(sodium, state, read(answer.message)))
    expect(codeOf(verifyReveal(sodium, answer.state, read(reveal.message)))).toBe(
      'invitation-proof-invalid',
    )
  })

  test('refuses a proof replayed into another conversation (quiet-3456)', () => {
    const { knock, answer, answerTo, read } = begin()
    const reveal = value(createReveal(sodium, knock.state, read(answer.message)))
    const again = value(answerTo(read(knock.message)))
    expect(codeOf(verifyReveal(sodium, again.state, read(reveal.message)))).toBe(
      'invitation-proof-invalid',
    )
  })

  test('refuses a device that did not sign its own keys', () => {
    const { knock, answer, read } = begin()
    const other = createDevice(sodium)
    const state = { ...knock.state, device: { ...knock.state.device, signing: other.signing } }
    const reveal = value(createReveal(sodium, state, read(answer.message)))
    expect(codeOf(verifyReveal(sodium, answer.state, read(reveal.message)))).toBe(
      'signature-invalid',
    )
  })

  test('refuses an answer whose signature is not its device’s, and messages of other conversations', () => {
    const first = begin()
    const second = begin()
    const answer = first.read(first.answer.message)
    const body = answer.body.slice()
    body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 1
    expect(codeOf(createReveal(sodium, first.knock.state, { ...answer, body }))).toBe(
      'signature-invalid',
    )
    expect(codeOf(createReveal(sodium, second.knock.state, answer))).toBe('malformed')
    const reveal = value(createReveal(sodium, first.knock.state, answer))
    expect(codeOf(verifyReveal(sodium, second.answer.state, first.read(reveal.message)))).toBe(
      'malformed',
    )
  })

  test('opens a welcome by the device whose words were compared and by nobody else with the code', () => {
    const { knock, answer, read, forum } = begin()
    const reveal = value(createReveal(sodium, knock.state, read(answer.message)))
    const verified = value(verifyReveal(sodium, answer.state, read(reveal.message)))
    const foreign = { ...verified.session, send: sodium.random(32) }
    const bytes = forum.entries.map((entry) => entry.bytes)
    const [forged] = createWelcome(sodium, foreign, bytes)
    if (forged === undefined) throw new Error('a welcome has a part')
    expect(codeOf(openWelcome(sodium, reveal.session, read(forged)))).toBe('decryption-failed')
  })

  test('refuses a chain that is not the one the words stood for', () => {
    const { knock, answer, read, forum } = begin()
    const reveal = value(createReveal(sodium, knock.state, read(answer.message)))
    const { transcript } = reveal.session
    expect(codeOf(verifyWelcome(foundForum(sodium).state(), transcript))).toBe(
      'entry-not-authorised',
    )
    const shorter = reduceChain(sodium, forum.id, forum.entries.slice(0, 2))
    expect(codeOf(verifyWelcome(shorter, transcript))).toBe('entry-parent-unknown')
    expect(codeOf(verifyWelcome(forum.state(), transcript))).toBe('device-not-active')
  })
})

describe('an invitation', () => {
  test('that is unknown, used, revoked or ended is not answered, and each says so', () => {
    const { forum, invitation, knock, read } = begin()
    const message = read(knock.message)
    const answer = (id: EntryId, clock = now, state = forum.state()) =>
      codeOf(createAnswer(sodium, state, forum.founder, { invitation: id, knock: message, clock }))
    expect(answer(invitation)).toBe('ok')
    expect(answer('a'.repeat(64) as EntryId)).toBe('invitation-unknown')
    expect(answer(invitation, later + 1)).toBe('invitation-expired')
    forum.add(revokeInvite(sodium, forum.state(), forum.founder, { clock: now, invitation }))
    expect(answer(invitation)).toBe('invitation-used')
  })

  test('ends with a reason that the joiner can read', () => {
    const { door, knock, read } = begin()
    for (const reason of [
      'invitation-used',
      'invitation-expired',
      'spoken-check-refused',
      'forum-full',
    ] as const) {
      const message = createRefusal(sodium, door, knock.state.conversation, reason)
      expect(value(readRefusal(read(message)))).toBe(reason)
    }
    expect(codeOf(readRefusal(read(knock.message)))).toBe('malformed')
  })
})

describe('the six words', () => {
  test('are compared as people type them', () => {
    const words = ['abandon', 'ability', 'zoo', 'wolf', 'rose', 'under'] as const
    for (const typed of [
      'abandon ability zoo wolf rose under',
      ' Abandon, ABILITY,zoo\nwolf  rose-under ',
    ]) {
      expect(codeOf(checkSpokenWords(words, typed))).toBe('ok')
    }
    for (const typed of [
      '',
      'abandon ability zoo wolf rose',
      'ability abandon zoo wolf rose under',
      'abandon ability zoo wolf rose thunder',
    ]) {
      expect(codeOf(checkSpokenWords(words, typed))).toBe('spoken-check-mistyped')
    }
  })

  test('spread over the whole list', () => {
    const seen = new Set<string>()
    const { transcript } = converseOnce()
    for (let count = 0; count < 400; count++) {
      const hash = sodium.random(32)
      for (const word of spokenWords(sodium, { ...transcript, hash })) seen.add(word)
    }
    expect(seen.size).toBeGreaterThan(1200)
  })
})

describe('a device', () => {
  test('is kept as 64 bytes and comes back the same', () => {
    const device = createDevice(sodium)
    const bytes = encodeDevice(device)
    expect(bytes.length).toBe(64)
    expect(value(decodeDevice(sodium, bytes))).toEqual(device)
    expect(codeOf(decodeDevice(sodium, bytes.subarray(1)))).toBe('malformed')
  })
})

/** The joiner's session of one whole conversation. */
function converseOnce() {
  const { knock, answer, read } = begin()
  return value(createReveal(sodium, knock.state, read(answer.message))).session
}
