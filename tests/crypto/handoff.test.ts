import { describe, expect, test } from 'vitest'
import { createDevice, offerHandoff, openHandoff, sealHandoff } from '#crypto'
import type { DeviceSecrets, Entry } from '#crypto'
import { encodeUtf8 } from '#shared/codec/index.ts'
import { boxOverhead } from '../../crypto/deviceBox.ts'
import { maxHandoffBytes } from '../../crypto/handoff/package.ts'
import { addMember, codeOf, fixedSodium, foundForum, now, value } from './fixtures.ts'
import { memberOf } from './membership.ts'

const sodium = await fixedSodium(31)
const notes = encodeUtf8('Ines hosts in March. The charter is due. Ask Otto about his brother.')
const forum = foundForum(sodium)
const moderator = forum.founder
const successor = addMember(forum)
const other = addMember(forum)
const secondOfSuccessor = createDevice(sodium)
const origin = { forum: forum.id, author: moderator.id }

const recipient = ({ id, sealing }: DeviceSecrets) => ({ id, sealingKey: sealing.publicKey })

function sealed(to: readonly DeviceSecrets[] = [successor], what = notes) {
  return value(sealHandoff(sodium, origin, to.map(recipient), what))
}

function offerOf(hash: Uint8Array): Entry {
  const options = { clock: now, successor: memberOf(forum.state(), successor), packageHash: hash }
  return value(offerHandoff(sodium, forum.state(), moderator, options))
}

describe('a package of notes', () => {
  test('opens on each computer of the successor, and nowhere else', () => {
    const { bytes, hash } = sealed([successor, secondOfSuccessor])
    const offer = offerOf(hash)
    const open = ({ id, sealing }: DeviceSecrets) =>
      openHandoff(sodium, offer, id, [sealing], bytes)
    expect(value(open(successor))).toEqual(notes)
    expect(value(open(secondOfSuccessor))).toEqual(notes)
    expect(codeOf(open(other))).toBe('decryption-failed')
    expect(codeOf(open(moderator))).toBe('decryption-failed')
    expect(codeOf(open({ ...other, sealing: successor.sealing }))).toBe('decryption-failed')
  })

  test('is refused when it is not the one that was offered', () => {
    const { id, sealing } = successor
    const offered = offerOf(sealed().hash)
    expect(codeOf(openHandoff(sodium, offered, id, [sealing], sealed().bytes))).toBe(
      'package-not-offered',
    )
    const [genesis] = forum.entries
    if (genesis === undefined) throw new Error('a forum has a genesis')
    expect(codeOf(openHandoff(sodium, genesis, id, [sealing], sealed().bytes))).toBe(
      'package-not-offered',
    )
  })

  test('that gives two computers different keys is refused', () => {
    const one = sealed([successor])
    const two = sealed([secondOfSuccessor])
    const box = boxOverhead + 32
    const mixed = one.bytes.slice()
    mixed.set(two.bytes.subarray(1, 1 + box), 1 + box)
    const offer = offerOf(sodium.hash(32, mixed))
    const open = ({ id, sealing }: DeviceSecrets) =>
      openHandoff(sodium, offer, id, [sealing], mixed)
    expect(value(open(successor))).toEqual(notes)
    expect(codeOf(open(secondOfSuccessor))).toBe('key-check-mismatch')
  })

  test('with any byte altered is refused', () => {
    const { bytes } = sealed([successor, secondOfSuccessor, other])
    const codes = new Set<string>()
    for (let at = 0; at < bytes.length; at++) {
      const altered = bytes.slice()
      altered[at] = (altered[at] ?? 0) ^ 1
      const offer = {
        ...offerOfAnything,
        body: { ...offerBody, packageHash: sodium.hash(32, altered) },
      }
      const opened = openHandoff(sodium, offer, successor.id, [successor.sealing], altered)
      // A box of another computer may be anything to this one.
      const isOthers = at > box && at <= 3 * box
      if (isOthers) expect(value(opened)).toEqual(notes)
      else codes.add(codeOf(opened))
    }
    expect([...codes].sort()).toEqual(['decryption-failed', 'key-check-mismatch', 'malformed'])
  })

  test('says nothing of how long the notes are, within its size', () => {
    expect(sealed([successor], notes).bytes).toHaveLength(
      sealed([successor], new Uint8Array(0)).bytes.length,
    )
  })

  test('goes to one to three computers with keys, and has an end to its size', () => {
    const code = (to: readonly DeviceSecrets[], what = notes) =>
      codeOf(sealHandoff(sodium, origin, to.map(recipient), what))
    expect(code([])).toBe('device-unknown')
    expect(code([successor, successor, successor, successor])).toBe('device-unknown')
    expect(code([successor], new Uint8Array(maxHandoffBytes + 1))).toBe('too-large')
    expect(code([successor], new Uint8Array(maxHandoffBytes))).toBe('ok')
    const keyless = { id: successor.id, sealingKey: new Uint8Array(1216).fill(255) }
    expect(codeOf(sealHandoff(sodium, origin, [keyless], notes))).toBe('device-unknown')
  })
})

const box = boxOverhead + 32
const offerOfAnything = offerOf(new Uint8Array(32))
const offerBody = {
  type: 'handoff.offer' as const,
  successor: memberOf(forum.state(), successor),
  packageHash: new Uint8Array(32),
}
