import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  derivedClientId,
  deriveEpochKeys,
  joinSnapshot,
  mailboxKeys,
  openEnvelope,
  payloadLimits,
  readSnapshotPart,
  roomName,
  roomPassword,
  sealEnvelope,
  splitSnapshot,
} from '#crypto'
import type { DeviceKeyResolver, EnvelopeHeader } from '#crypto'
import type { DeviceId, EntryId, EnvelopeId, EpochId, ForumId, IncarnationId } from '#shared/ids.ts'
import { equalBytes } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import { paddedLength } from '../../crypto/padding.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
const id = (digit: string) => digit.repeat(64)
const context = { forum: id('a') as ForumId, scope: 'forum', epochId: id('b') as EpochId }
const keys = deriveEpochKeys(sodium, { ...context, epochKey: new Uint8Array(32).fill(7) })
const otherKeys = deriveEpochKeys(sodium, {
  ...context,
  epochId: id('c') as EpochId,
  epochKey: new Uint8Array(32).fill(8),
})
const author = sodium.signingPair(new Uint8Array(32).fill(9))
const device = id('d') as DeviceId
const header: EnvelopeHeader = {
  kind: 'update',
  format: 1,
  ...context,
  document: 'agenda',
  device,
  incarnation: 'e'.repeat(32) as IncarnationId,
  seq: 2,
  prev: id('f') as EnvelopeId,
  chainHeads: [id('1') as EntryId, id('0') as EntryId],
  deps: [id('3') as EnvelopeId],
}
const payload = Uint8Array.from({ length: 64 }, (_, at) => at)
const resolver: DeviceKeyResolver = (asked, heads) =>
  asked === device && heads.includes(id('0') as EntryId)
    ? ok(author.publicKey)
    : fail('device-not-active')

const seal = (changes: Partial<EnvelopeHeader> = {}, content = payload) =>
  sealEnvelope(sodium, keys, author.secretKey, { ...header, ...changes }, content)
const open = (bytes: Uint8Array, keyring = [keys], deviceKey = resolver) =>
  openEnvelope(sodium, keyring, deviceKey, bytes)

describe('an envelope', () => {
  test('opens to the header, payload and id that were sealed, references sorted', () => {
    const sealed = value(seal())
    expect(value(open(sealed.bytes, [otherKeys, keys]))).toEqual({
      header: { ...header, chainHeads: [...header.chainHeads].sort() },
      payload,
      id: sealed.id,
    })
  })

  test('has the same id each time it is sealed, and never the same bytes', () => {
    const [first, second] = [value(seal()), value(seal())]
    expect(first.id).toBe(second.id)
    expect(first.bytes).not.toEqual(second.bytes)
  })

  test('refuses every single corrupted byte with a named failure, whatever bit it is', () => {
    const { bytes } = value(seal())
    const codes = new Set<string>()
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const corrupted = bytes.slice()
        corrupted[at] = (corrupted[at] ?? 0) ^ flip
        const code = codeOf(open(corrupted))
        expect(code, `byte ${at}`).not.toBe('ok')
        codes.add(code)
      }
    }
    expect([...codes].sort()).toEqual([
      'commitment-mismatch',
      'epoch-unknown',
      'malformed',
      'unsupported-version',
    ])
  })

  test('refuses every truncation and every byte added', () => {
    const { bytes } = value(seal())
    for (let length = 0; length < bytes.length; length++) {
      expect(open(bytes.subarray(0, length)).ok).toBe(false)
    }
    expect(codeOf(open(Uint8Array.from([...bytes, 0])))).toBe('commitment-mismatch')
  })

  test('refuses random bytes of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => !open(bytes).ok),
      { numRuns: 500 },
    )
  })

  test('of an epoch without its key is epoch-unknown, for trying again later', () => {
    expect(codeOf(open(value(seal()).bytes, [otherKeys]))).toBe('epoch-unknown')
    expect(codeOf(open(value(seal()).bytes, []))).toBe('epoch-unknown')
  })

  test('by a device that is not active at its heads is refused before its signature is looked at', () => {
    expect(codeOf(open(value(seal({ device: id('4') as DeviceId })).bytes))).toBe(
      'device-not-active',
    )
    expect(codeOf(open(value(seal({ chainHeads: [id('5') as EntryId] })).bytes))).toBe(
      'device-not-active',
    )
  })

  test('signed by another key than the device’s is signature-invalid (forged author)', () => {
    const forger = sodium.signingPair(new Uint8Array(32).fill(1))
    const forged = value(sealEnvelope(sodium, keys, forger.secretKey, header, payload))
    expect(codeOf(open(forged.bytes))).toBe('signature-invalid')
  })

  test('cannot be re-labelled by a member who holds the key: scope, epoch and forum stand inside', () => {
    // Another forum and epoch under the very same subkeys: what a member could seal by hand.
    const claims = { ...keys, scope: 'moderators' }
    const sealed = value(
      sealEnvelope(sodium, claims, author.secretKey, { ...header, scope: 'moderators' }, payload),
    )
    expect(codeOf(open(sealed.bytes))).toBe('scope-mismatch')
    const epochId = id('6') as EpochId
    const other = value(
      sealEnvelope(sodium, { ...keys, epochId }, author.secretKey, { ...header, epochId }, payload),
    )
    expect(codeOf(open(other.bytes))).toBe('epoch-mismatch')
  })

  test('opens under one key only (invisible salamanders): the commitment is to the key', () => {
    const { bytes } = value(seal())
    // The tag of the other epoch's key, so that it is chosen; everything else left as it is.
    const swapped = bytes.slice()
    const nonce = bytes.subarray(21, 45)
    swapped.set(sodium.hash(16, nonce, otherKeys.tag), 5)
    expect(codeOf(open(swapped, [otherKeys, keys]))).toBe('commitment-mismatch')
  })

  test('is padded so that its length tells a bucket and no more', () => {
    const lengths = [0, 1, 64, 150].map(
      (size) => value(seal({}, new Uint8Array(size))).bytes.length,
    )
    expect(new Set(lengths)).toEqual(new Set([45 + 32 + 512 + 16]))
    expect([1, 512, 513, 1024, 1025, 4096, 4097, 4608, 4609, 8192, 8193].map(paddedLength)).toEqual(
      [512, 512, 1024, 1024, 2048, 4096, 4608, 4608, 5120, 8192, 9216],
    )
  })

  test('never grows by more than an eighth above 4 KiB', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4096, max: 20_000_000 }), (length) => {
        const padded = paddedLength(length)
        expect(padded).toBeGreaterThanOrEqual(length)
        expect(padded).toBeLessThan(length * 1.125 + 1)
        expect(paddedLength(padded)).toBe(padded)
      }),
    )
  })

  test('whose padding is not zero or not the bucket’s is refused although its author signed it', () => {
    const plainOf = (bytes: Uint8Array) =>
      value(
        sodium.open(keys.enc, bytes.subarray(21, 45), bytes.subarray(0, 45), bytes.subarray(77)),
      )
    const { bytes } = value(seal())
    const reseal = (plain: Uint8Array) => {
      const associated = bytes.subarray(0, 45)
      const ct = sodium.seal(keys.enc, bytes.subarray(21, 45), associated, plain)
      const length = new Uint8Array(8)
      new DataView(length.buffer).setUint32(4, ct.length)
      const label = Uint8Array.from([10, ...new TextEncoder().encode('SR1/commit')])
      const message = Uint8Array.from([...label, ...associated, ...length, ...ct])
      return Uint8Array.from([...associated, ...sodium.hash(32, message, keys.commit), ...ct])
    }
    const plain = plainOf(bytes)
    expect(codeOf(open(reseal(plain)))).toBe('ok')
    const dirty = plain.slice()
    dirty[dirty.length - 1] = 1
    expect(codeOf(open(reseal(dirty)))).toBe('padding-invalid')
    const long = new Uint8Array(1024)
    long.set(plain)
    expect(codeOf(open(reseal(long)))).toBe('padding-invalid')
    // Every byte of the plaintext, changed by a member who holds all keys but the author's.
    for (let at = 0; at < plain.length; at++) {
      const changed = plain.slice()
      changed[at] = (changed[at] ?? 0) ^ 0x01
      expect(codeOf(open(reseal(changed))), `byte ${at}`).not.toBe('ok')
    }
  })

  test.each<[string, Partial<EnvelopeHeader>, string]>([
    ['sequence 0', { seq: 0, prev: null }, 'malformed'],
    ['a previous envelope at sequence 1', { seq: 1 }, 'malformed'],
    ['no previous envelope at sequence 2', { prev: null }, 'malformed'],
    ['a previous envelope for presence', { kind: 'presence' }, 'malformed'],
    ['no heads', { chainHeads: [] }, 'malformed'],
    ['17 heads', { chainHeads: Array.from({ length: 17 }, () => id('1') as EntryId) }, 'malformed'],
    ['a document name of 129 bytes', { document: 'é'.repeat(64) + 'e' }, 'malformed'],
    ['a previous envelope for a private one', { kind: 'private' }, 'malformed'],
    ['another scope than the keys', { scope: 'moderators' }, 'scope-mismatch'],
    ['another forum than the keys', { forum: id('9') as ForumId }, 'scope-mismatch'],
    ['another epoch than the keys', { epochId: id('9') as EpochId }, 'epoch-mismatch'],
  ])('is not sealed with %s', (_, changes, code) => {
    expect(codeOf(seal(changes))).toBe(code)
  })

  test('takes 256 KiB of an update and 16 MiB of a snapshot, and not a byte more', () => {
    for (const kind of ['update', 'snapshot'] as const) {
      const largest = new Uint8Array(payloadLimits[kind])
      const sealed = value(seal({ kind }, largest))
      expect(value(open(sealed.bytes)).payload.length).toBe(largest.length)
      expect(codeOf(seal({ kind }, new Uint8Array(largest.length + 1)))).toBe('too-large')
    }
    expect(codeOf(open(new Uint8Array(18 * 1024 * 1024 + 4097)))).toBe('too-large')
  })

  test('that was opened stays as it is while others are sealed and opened', () => {
    const sealed = [10, 500, 5_000, 100_000].map((length) => {
      const content = new Uint8Array(length).fill(length)
      return { content, bytes: value(seal({}, content)).bytes }
    })
    const opened = sealed.map(({ bytes }) => value(open(bytes)))
    value(seal({}, new Uint8Array(20_000).fill(1)))
    for (const [at, { content, bytes }] of sealed.entries()) {
      expect(equalBytes(opened[at]?.payload ?? new Uint8Array(), content)).toBe(true)
      expect(value(open(bytes)).id).toBe(opened[at]?.id)
    }
  })

  test('keeps its payload when the sender’s buffer changes later', () => {
    const content = payload.slice()
    const sealed = value(seal({}, content))
    const opened = value(open(sealed.bytes))
    content.fill(0)
    sealed.bytes.fill(0)
    expect(opened.payload).toEqual(payload)
  })
})

describe('a snapshot in parts', () => {
  test('comes together from its parts in any order, each of which fits one envelope', () => {
    const snapshot = Uint8Array.from({ length: 600_000 }, (_, at) => at % 251)
    const payloads = value(splitSnapshot(sodium, snapshot))
    expect(payloads.length).toBe(3)
    for (const part of payloads) expect(part.length).toBeLessThan(payloadLimits.update)
    const parts = payloads.map((part) => value(readSnapshotPart(part)))
    const joined = value(joinSnapshot(sodium, parts.reverse()))
    expect(equalBytes(joined, snapshot)).toBe(true)
  })

  test('is refused with a part missing, doubled, altered or of another snapshot', () => {
    const read = (bytes: Uint8Array) =>
      value(splitSnapshot(sodium, bytes)).map((part) => value(readSnapshotPart(part)))
    const parts = read(new Uint8Array(600_000))
    const [first, second, third] = parts
    const [foreign] = read(new Uint8Array(600_000).fill(1))
    if (!first || !second || !third || !foreign) throw new Error('three parts were expected')
    const altered = { ...third, bytes: third.bytes.slice().fill(9) }
    for (const wrong of [
      [],
      [first, second],
      [first, second, second],
      [foreign, second, third],
      [first, second, altered],
    ]) {
      expect(codeOf(joinSnapshot(sodium, wrong))).toBe('malformed')
    }
    expect(codeOf(splitSnapshot(sodium, new Uint8Array(16 * 1024 * 1024 + 1)))).toBe('too-large')
  })
})

describe('what follows from an epoch key', () => {
  test('are six keys that differ from each other, from the epoch key and from another epoch’s', () => {
    const names = ['enc', 'commit', 'tag', 'presence', 'room', 'box'] as const
    const all = [keys, otherKeys].flatMap((each) => names.map((name) => each[name].join()))
    expect(new Set(all).size).toBe(12)
  })

  test('differs with forum, scope and epoch id', () => {
    const epochKey = new Uint8Array(32).fill(7)
    const variants = [
      context,
      { ...context, forum: id('9') as ForumId },
      { ...context, scope: 'forum2' },
      { ...context, epochId: id('9') as EpochId },
    ].map((each) => deriveEpochKeys(sodium, { ...each, epochKey }).enc.join())
    expect(new Set(variants).size).toBe(4)
  })

  test('room name, password and mailbox are the same for all holders and say nothing of the forum', () => {
    const again = deriveEpochKeys(sodium, { ...context, epochKey: new Uint8Array(32).fill(7) })
    expect(roomName(sodium, again)).toBe(roomName(sodium, keys))
    expect(roomName(sodium, keys)).toMatch(/^[0-9a-f]{32}$/)
    expect(roomPassword(sodium, keys)).toMatch(/^[0-9a-f]{64}$/)
    expect(mailboxKeys(sodium, again)).toEqual(mailboxKeys(sodium, keys))
    expect(mailboxKeys(sodium, otherKeys)).not.toEqual(mailboxKeys(sodium, keys))
  })
})

describe('the derived client id', () => {
  test('is a safe integer of 53 bits that changes with device, incarnation and document', () => {
    const incarnation = 'e'.repeat(32) as IncarnationId
    const ids = [
      derivedClientId(sodium, device, incarnation, 'agenda'),
      derivedClientId(sodium, device, incarnation, 'parking-lot'),
      derivedClientId(sodium, device, 'f'.repeat(32) as IncarnationId, 'agenda'),
      derivedClientId(sodium, id('7') as DeviceId, incarnation, 'agenda'),
    ]
    expect(new Set(ids).size).toBe(4)
    for (const each of ids) {
      expect(Number.isSafeInteger(each)).toBe(true)
      expect(each).toBeLessThan(2 ** 53)
    }
    expect(Math.max(...ids)).toBeGreaterThan(2 ** 48)
  })
})
