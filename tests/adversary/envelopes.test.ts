import { describe, expect, test } from 'vitest'
import {
  createDevice,
  deviceKeyAt,
  mailboxKeys,
  mailboxName,
  openEnvelope,
  roomName,
  roomPassword,
  sealEnvelope,
  signMailboxOpen,
} from '#crypto'
import type { EnvelopeHeader, EpochKeys, SignatureKind } from '#crypto'
import { toHex } from '#shared/ids.ts'
import type { IncarnationId } from '#shared/ids.ts'
import { mailboxOpenStatement } from '#shared/wire/relay/index.ts'
import { addMember, codeOf, fixedSodium, foundForum, value } from '../crypto/fixtures.ts'
import { rotate } from '../crypto/membership.ts'
import { frontOf, keysOf, plainOf, salamander, sealByHand, withCommitment } from './byHand.ts'

const sodium = await fixedSodium(31)
const forum = foundForum(sodium)
addMember(forum)
const author = forum.founder
rotate(forum, author, 'moderators')
const before = keysOf(forum, author)
rotate(forum, author)
const now = keysOf(forum, author)
const moderators = keysOf(forum, author, 'moderators')
const elsewhere = foundForum(sodium)
const otherForum = keysOf(elsewhere, elsewhere.founder)

/** What the author honestly wrote, under these keys. */
function written(keys: EpochKeys, document = 'agenda') {
  const header: EnvelopeHeader = {
    kind: 'update',
    format: 1,
    forum: keys.forum,
    scope: keys.scope,
    document,
    epochId: keys.epochId,
    device: author.id,
    incarnation: '5'.repeat(32) as IncarnationId, // 16 bytes
    seq: 1,
    prev: null,
    chainHeads: forum.state().heads,
    deps: [],
  }
  const payload = new TextEncoder().encode('I agree to sell')
  return value(sealEnvelope(sodium, keys, author.signing.secretKey, header, payload))
}

const open = (bytes: Uint8Array, ...keys: readonly EpochKeys[]) =>
  openEnvelope(sodium, keys, deviceKeyAt(forum.state()), bytes)

describe('who has signed what', () => {
  const each: Record<SignatureKind, true> = {
    envelope: true,
    entry: true,
    'co-signature': true,
    device: true,
    'invitation-proof': true,
    recovery: true,
    answer: true,
    channel: true,
    'return-request': true,
    'return-offer': true,
  }
  const kinds = Object.keys(each) as SignatureKind[] // the record has every kind

  test('quiet-3436: a signature of one kind is none of another, over any bytes', () => {
    const { publicKey, secretKey } = author.signing
    const bytes = plainOf(sodium, now, written(now).bytes)
    for (const signed of kinds) {
      const signature = sodium.sign(signed, bytes, secretKey)
      const readAs = kinds.filter((kind) => sodium.verify(kind, bytes, signature, publicKey))
      expect(readAs).toEqual([signed])
    }
  })

  test('quiet-3436: no challenge of a relay makes its answer a statement of another kind', () => {
    const capability = mailboxKeys(sodium, now)
    const entry = forum.entries[0]?.bytes ?? new Uint8Array()
    const challenges = [
      sodium.hash(32, entry),
      ...kinds.map((kind) => {
        const shaped = new Uint8Array(32)
        shaped.set(new TextEncoder().encode(`SR1/${kind}\0`))
        return shaped
      }),
    ]
    for (const challenge of challenges) {
      const signature = signMailboxOpen(sodium, capability, challenge)
      const name = mailboxName(sodium, capability.publicKey)
      const said = [
        entry,
        challenge,
        Uint8Array.of(...challenge, ...name),
        Uint8Array.of(...challenge, 0, ...name),
        mailboxOpenStatement(challenge, name),
      ]
      for (const kind of kinds)
        for (const bytes of said)
          expect(sodium.verify(kind, bytes, signature, capability.publicKey)).toBe(false)
    }
    // And it is never a device's key that answers.
    const devices = [...forum.state().devices.values()]
    expect(devices.map(({ signingKey }) => toHex(signingKey))).not.toContain(
      toHex(capability.publicKey),
    )
  })
})

describe('one envelope', () => {
  test('quiet-2711: bytes that are authentic under two keys (a salamander) open under one at most', () => {
    const plain = plainOf(sodium, now, written(now).bytes)
    const found = Array.from({ length: 200 }, () => sodium.random(24)).flatMap((nonce) => {
      const front = frontOf(sodium, now, nonce)
      const honest = sodium.seal(now.enc, nonce, front, plain)
      const made = salamander([now.enc, before.enc], nonce, front, honest.subarray(0, -16))
      return made === null ? [] : [{ nonce, front, made }]
    })
    const [first] = found
    if (first === undefined) throw new Error('one nonce in four has a salamander')
    const { nonce, front, made } = first
    // The cipher alone is cheated: two members would read two different texts.
    const texts = [now, before].map(({ enc }) => value(sodium.open(enc, nonce, front, made)))
    expect(texts[0]).not.toEqual(texts[1])
    const bytes = withCommitment(sodium, now, front, made)
    expect(codeOf(open(bytes, now))).toBe('padding-invalid')
    expect(codeOf(open(bytes, before))).toBe('epoch-unknown')
    expect(codeOf(open(bytes, { ...before, tag: now.tag }))).toBe('commitment-mismatch')
  })

  test('quiet-3315: scope and document names stand only inside the seal', () => {
    const scope = 'session:0123456789abcdef0123456789abcdef'
    const keys = { ...now, scope }
    const names = [scope, 'sale-of-the-company', now.forum, author.id]
    const { bytes } = written(keys, 'sale-of-the-company')
    const seen = [
      bytes,
      mailboxKeys(sodium, keys).publicKey,
      mailboxName(sodium, mailboxKeys(sodium, keys).publicKey),
      new TextEncoder().encode(roomName(sodium, keys) + roomPassword(sodium, keys)),
    ].map((each) => Buffer.from(each).toString('latin1') + Buffer.from(each).toString('hex'))
    for (const name of names) expect(seen.join('\n')).not.toContain(name)
    // Inside it does: the search finds it when it is there.
    const inside = Buffer.from(plainOf(sodium, keys, bytes)).toString('latin1')
    expect(inside).toContain('sale-of-the-company')
    expect(inside).toContain(scope)
  })

  test('quiet-3315: whoever is not in a scope cannot tell an envelope of it from noise', () => {
    const { bytes } = written(moderators)
    expect(codeOf(open(bytes, moderators))).toBe('ok')
    expect(codeOf(open(bytes, now, before))).toBe('epoch-unknown')
  })
})

describe('an envelope replayed', () => {
  const cases = [
    ['replay across another epoch: refused as it is and sealed anew', before, 'epoch-mismatch'],
    ['replay across another scope: refused as it is and sealed anew', moderators, 'scope-mismatch'],
    ['replay across another forum: refused as it is and sealed anew', otherForum, 'scope-mismatch'],
  ] as const

  test.each(cases)('%s', (_, to, code) => {
    const honest = written(now)
    expect(codeOf(open(honest.bytes, to))).toBe('epoch-unknown')
    const moved = sealByHand(sodium, to, plainOf(sodium, now, honest.bytes))
    expect(codeOf(open(moved, now, to))).toBe(code)
  })

  test('replay across another document: the name is signed', () => {
    const plain = plainOf(sodium, now, written(now, 'agenda').bytes)
    const at = Buffer.from(plain).indexOf('agenda')
    const moved = plain.slice()
    moved.set(new TextEncoder().encode('people'), at)
    expect(codeOf(open(sealByHand(sodium, now, moved), now))).toBe('signature-invalid')
  })

  test('re-wrapped signed bytes used to frame their author are the same envelope by its id', () => {
    const honest = written(now)
    const again = sealByHand(sodium, now, plainOf(sodium, now, honest.bytes))
    expect(again).not.toEqual(honest.bytes)
    expect(value(open(again, now))).toEqual(value(open(honest.bytes, now)))
    expect(value(open(again, now)).id).toBe(honest.id)
  })

  test('re-wrapped signed bytes used to frame their author: no other text, place or device fits', () => {
    const plain = plainOf(sodium, now, written(now).bytes)
    const text = Buffer.from(plain).indexOf('I agree')
    const device = Buffer.from(plain).indexOf(Buffer.from(author.id, 'hex'))
    for (const at of [text, device + 32, device + 32 + 16]) {
      const changed = plain.slice()
      changed[at] = (changed[at] ?? 0) ^ 2
      expect(codeOf(open(sealByHand(sodium, now, changed), now))).not.toBe('ok')
    }
    const stranger = createDevice(sodium)
    const renamed = plain.slice()
    renamed.set(Buffer.from(stranger.id, 'hex'), device)
    expect(codeOf(open(sealByHand(sodium, now, renamed), now))).toBe('device-not-active')
  })
})
