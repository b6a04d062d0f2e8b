import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  bundleMailbox,
  createDevice,
  openBundlePart,
  openWaybill,
  sealBundle,
  sealWaybill,
  waybillBytes,
  waybillMailbox,
} from '#crypto'
import type { DeviceSecrets, Sodium, Waybill } from '#crypto'
import { toHex } from '#shared/ids.ts'
import type { EpochId, ForumId } from '#shared/ids.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
const forum = 'f0'.repeat(32) as ForumId // 32 bytes
const other = '0f'.repeat(32) as ForumId // 32 bytes
const device = createDevice(sodium)
const newer = sodium.sealingPair(sodium.random(32))
const waybill: Waybill = {
  epoch: 'e0'.repeat(32) as EpochId, // 32 bytes
  bundle: sodium.random(32),
  parts: 3,
}

const recipient = ({ id, sealing }: DeviceSecrets) => ({ id, sealingKey: sealing.publicKey })
const sealed = sealWaybill(sodium, forum, recipient(device), waybill)
const open = (bytes: Uint8Array, in_ = forum, by = device, pairs = [by.sealing]) =>
  openWaybill(sodium, in_, by.id, pairs, bytes)

describe('A waybill', () => {
  test('opens with whichever pair of the device it was sealed to', () => {
    expect(value(open(sealed))).toEqual(waybill)
    expect(value(open(sealed, forum, device, [newer, device.sealing]))).toEqual(waybill)
    expect(codeOf(open(sealed, forum, device, [newer]))).toBe('decryption-failed')
    expect(codeOf(open(sealed, forum, device, []))).toBe('decryption-failed')
  })

  test('has one size, whatever it leads to', () => {
    const long = sealWaybill(sodium, forum, recipient(device), { ...waybill, parts: 256 })
    expect([sealed.length, long.length]).toEqual([waybillBytes, waybillBytes])
    for (const size of [0, waybillBytes - 1, waybillBytes + 1])
      expect(codeOf(open(new Uint8Array(size)))).toBe('malformed')
  })

  test('is for one device in one forum', () => {
    const stranger = createDevice(sodium)
    expect(codeOf(open(sealed, other))).toBe('decryption-failed')
    expect(codeOf(open(sealed, forum, stranger))).toBe('decryption-failed')
    expect(codeOf(open(sealed, forum, { ...stranger, sealing: device.sealing }))).toBe(
      'decryption-failed',
    )
  })

  test('with a single corrupted byte is refused, wherever it is', () => {
    for (let at = 0; at < sealed.length; at++) {
      const corrupted = sealed.slice()
      corrupted[at] = (corrupted[at] ?? 0) ^ 1
      expect(open(corrupted).ok).toBe(false)
    }
  })
})

const entries = [1, 2, 3].map((seed) => new Uint8Array(60_000 + seed).fill(seed))

describe('What a waybill leads to', () => {
  test('comes in parts that each fit a relay’s frame, in any order', () => {
    const { secret, parts } = value(sealBundle(sodium, forum, [...entries, ...entries, ...entries]))
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) expect(part.length).toBeLessThan(320 * 1024 - 128)
    const opened = [...parts]
      .reverse()
      .map((part) => value(openBundlePart(sodium, forum, secret, part)))
      .sort((a, b) => a.index - b.index)
    expect(opened.flatMap((part) => part.entries)).toEqual([...entries, ...entries, ...entries])
  })

  test('opens with its own secret and in its own forum alone', () => {
    const { secret, parts } = value(sealBundle(sodium, forum, entries))
    const [part = new Uint8Array()] = parts
    expect(codeOf(openBundlePart(sodium, forum, sodium.random(32), part))).toBe('decryption-failed')
    expect(codeOf(openBundlePart(sodium, other, secret, part))).toBe('decryption-failed')
    expect(codeOf(openBundlePart(sodium, forum, secret, new Uint8Array(5)))).toBe('malformed')
  })

  test('with a corrupted byte is refused', () => {
    const { secret, parts } = value(sealBundle(sodium, forum, [new Uint8Array(100).fill(7)]))
    const [part = new Uint8Array()] = parts
    for (let at = 0; at < part.length; at++) {
      const corrupted = part.slice()
      corrupted[at] = (corrupted[at] ?? 0) ^ 0x80
      expect(openBundlePart(sodium, forum, secret, corrupted).ok).toBe(false)
    }
  })

  test('is too large when no mailbox would take it', () => {
    const many = Array.from({ length: 800 }, () => new Uint8Array(60_000))
    expect(codeOf(sealBundle(sodium, forum, many))).toBe('too-large')
  })
})

const file = new URL('../vectors/waybill.json', import.meta.url)

/** Everything about waybills once, from fixed randomness. */
function vectors(fixed: Sodium) {
  const owner = createDevice(fixed)
  const published = fixed.random(32)
  const lacking = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)]
  const { secret, parts } = value(sealBundle(fixed, forum, lacking))
  const content = { epoch: waybill.epoch, bundle: secret, parts: parts.length }
  return {
    forum,
    device: owner.id,
    sealingSeed: toHex(owner.sealing.secretKey),
    published: toHex(published),
    mailboxKey: toHex(waybillMailbox(fixed, published).publicKey),
    bundle: {
      entries: lacking.map(toHex),
      secret: toHex(secret),
      mailboxKey: toHex(bundleMailbox(fixed, secret).publicKey),
      parts: parts.map(toHex),
    },
    epoch: content.epoch,
    waybill: toHex(sealWaybill(fixed, forum, recipient(owner), content)),
  }
}

describe('the vectors of waybills', () => {
  test('come out of fixed keys as they were written down', async () => {
    const made = vectors(await fixedSodium(2027))
    // A change of the protocol is written down on purpose: SUBROSA_WRITE_VECTORS=1.
    if (process.env['SUBROSA_WRITE_VECTORS'] === '1')
      writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`)
    expect(made).toEqual(JSON.parse(readFileSync(file, 'utf8')))
  })
})
