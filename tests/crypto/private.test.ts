import { describe, expect, test } from 'vitest'
import {
  createDevice,
  deriveEpochKeys,
  openEnvelope,
  openPrivate,
  type EnvelopeHeader,
  type OpenedEnvelope,
  type PrivateMessage,
  sealEnvelope,
  sealPrivate,
} from '#crypto'
import { encodeUtf8 } from '#shared/codec/index.ts'
import type { EntryId, EpochId, ForumId, IncarnationId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
const id = (digit: string) => digit.repeat(64)
const context = { forum: id('a') as ForumId, scope: 'forum', epochId: id('b') as EpochId }
const keys = deriveEpochKeys(sodium, { ...context, epochKey: new Uint8Array(32).fill(7) })
const [ruth, dana, ines, otto] = [1, 2, 3, 4].map(() => createDevice(sodium))
if (!ruth || !dana || !ines || !otto) throw new Error('four devices were made')
const header = {
  kind: 'private' as const,
  format: 1,
  ...context,
  document: 'private',
  device: ruth.id,
  incarnation: 'e'.repeat(32) as IncarnationId,
  seq: 1,
  prev: null,
  chainHeads: [id('0') as EntryId],
  deps: [],
}
const message: PrivateMessage = { life: 'kept', body: encodeUtf8('May I speak to you first?') }
const toRecipient = ({ id: device, sealing }: typeof ruth) => ({
  id: device,
  sealingKey: sealing.publicKey,
})

function sealed(to = [dana], said = message, author = ruth): Uint8Array {
  const own = { ...header, device: author?.id ?? header.device }
  const secret = author?.signing.secretKey ?? new Uint8Array(64)
  return value(
    sealPrivate(
      sodium,
      keys,
      secret,
      own,
      to.flatMap((each) => (each ? [toRecipient(each)] : [])),
      said,
    ),
  ).bytes
}

function opened(bytes: Uint8Array, author = ruth): OpenedEnvelope {
  const key = author?.signing.publicKey ?? new Uint8Array(32)
  return value(openEnvelope(sodium, [keys], () => ok(key), bytes))
}

describe('a private message', () => {
  test('is read by each device of the member it is for, and says how long it may live', () => {
    const envelope = opened(sealed([dana, ines]))
    for (const device of [dana, ines])
      expect(openPrivate(sodium, envelope, device.id, [device.sealing])).toEqual(ok(message))
  })

  test('is nothing to another member who holds the epoch, nor to its author', () => {
    const envelope = opened(sealed())
    for (const device of [otto, ruth])
      expect(openPrivate(sodium, envelope, device.id, [device.sealing])).toEqual(ok(null))
  })

  test('is read by an older key that the device still has, and by no other device with that key', () => {
    const envelope = opened(sealed())
    const pairs = [otto.sealing, dana.sealing]
    expect(openPrivate(sodium, envelope, dana.id, pairs)).toEqual(ok(message))
    expect(openPrivate(sodium, envelope, otto.id, pairs)).toEqual(ok(null))
  })

  test('has one length whether it is for one device or three', () => {
    expect(sealed([dana]).length).toBe(sealed([dana, ines, otto]).length)
  })

  test('shows neither in its header nor in its payload whom it is for', () => {
    const { payload, header: shown } = opened(sealed([dana]))
    const text = Buffer.from(payload).toString('hex') + JSON.stringify(shown)
    expect(text).not.toContain(dana.id)
    expect(text).not.toContain(Buffer.from(dana.sealing.publicKey).toString('hex').slice(0, 64))
  })

  test('cannot be sent on by a member as their own, to anybody (surreptitious forwarding)', () => {
    const { payload } = opened(sealed([dana]))
    const stolen: EnvelopeHeader = { ...header, device: otto.id }
    const bytes = value(sealEnvelope(sodium, keys, otto.signing.secretKey, stolen, payload)).bytes
    expect(openPrivate(sodium, opened(bytes, otto), dana.id, [dana.sealing])).toEqual(ok(null))
  })

  test('is nothing once any byte of its boxes or body is changed by its own author', () => {
    const { payload } = opened(sealed([dana, ines, otto]))
    for (let at = 2; at < payload.length; at += at < 3500 ? 61 : 1) {
      const changed = Uint8Array.from(payload)
      changed[at] = (changed[at] ?? 0) ^ 1
      const bytes = value(sealEnvelope(sodium, keys, ruth.signing.secretKey, header, changed)).bytes
      const read = [dana, ines, otto].map((device) =>
        openPrivate(sodium, opened(bytes), device.id, [device.sealing]),
      )
      // One box, or the body of all; and never another message than was written.
      const wanted = at < 2 + 3 * 1168 ? 1 : 3
      expect(read.filter((one) => one.ok && one.value === null)).toHaveLength(wanted)
      expect(read.filter((one) => one.ok && one.value !== null)).toEqual(
        Array.from({ length: 3 - wanted }, () => ok(message)),
      )
    }
  })

  test('does not pass for a shorter-lived one', () => {
    const { payload } = opened(sealed())
    const changed = Uint8Array.from(payload)
    changed[1] = 1
    const bytes = value(sealEnvelope(sodium, keys, ruth.signing.secretKey, header, changed)).bytes
    expect(openPrivate(sodium, opened(bytes), dana.id, [dana.sealing])).toEqual(ok(null))
  })

  test('is refused to nobody, to more than three devices, and to a key that is none', () => {
    const seal = (to: Parameters<typeof sealPrivate>[4]) =>
      codeOf(sealPrivate(sodium, keys, ruth.signing.secretKey, header, to, message))
    expect(seal([])).toBe('device-unknown')
    expect(seal([dana, ines, otto, ruth].map(toRecipient))).toBe('device-unknown')
    expect(seal([{ id: dana.id, sealingKey: new Uint8Array(1216).fill(255) }])).toBe(
      'device-unknown',
    )
  })

  test('is refused when its payload is of no known form', () => {
    const bytes = value(
      sealEnvelope(sodium, keys, ruth.signing.secretKey, header, new Uint8Array(40)),
    ).bytes
    expect(codeOf(openPrivate(sodium, opened(bytes), dana.id, [dana.sealing]))).toBe('malformed')
  })
})
