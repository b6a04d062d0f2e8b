import { describe, expect, test } from 'vitest'
import {
  channelHello,
  channelMac,
  channelProof,
  createDevice,
  deriveEpochKeys,
  readChannelHello,
  verifyChannelMac,
  verifyChannelProof,
} from '#crypto'
import type { ChannelContext } from '#crypto'
import type { EpochId, ForumId } from '#shared/ids.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
const epochOf = (fill: number) =>
  deriveEpochKeys(sodium, {
    forum: 'a'.repeat(64) as ForumId,
    scope: 'forum',
    epochId: 'b'.repeat(64) as EpochId,
    epochKey: new Uint8Array(32).fill(fill),
  })
const keys = epochOf(1)
const alice = createDevice(sodium)
const bob = createDevice(sodium)
const aliceCertificate = new Uint8Array(32).fill(11)
const bobCertificate = new Uint8Array(32).fill(12)

/** Both sides' contexts after the hellos. */
function meet(changes: Partial<ChannelContext> = {}): [ChannelContext, ChannelContext] {
  const a = channelHello(sodium)
  const b = channelHello(sodium)
  return [
    {
      keys,
      device: alice,
      role: 'caller',
      localNonce: a.nonce,
      remoteNonce: value(readChannelHello(b.message)),
      localFingerprint: aliceCertificate,
      remoteFingerprint: bobCertificate,
    },
    {
      keys,
      device: bob,
      role: 'answerer',
      localNonce: b.nonce,
      remoteNonce: value(readChannelHello(a.message)),
      localFingerprint: bobCertificate,
      remoteFingerprint: aliceCertificate,
      ...changes,
    },
  ]
}

describe('channel authentication', () => {
  test('proves the epoch key, then the device, in both directions', () => {
    const [a, b] = meet()
    expect(value(verifyChannelMac(sodium, a, channelMac(sodium, b)))).toBe(bob.id)
    expect(value(verifyChannelMac(sodium, b, channelMac(sodium, a)))).toBe(alice.id)
    const proofA = channelProof(sodium, a, bob.id)
    const proofB = channelProof(sodium, b, alice.id)
    const [keyA, keyB] = [alice.signing.publicKey, bob.signing.publicKey]
    expect(codeOf(verifyChannelProof(sodium, b, alice.id, keyA, proofA))).toBe('ok')
    expect(codeOf(verifyChannelProof(sodium, a, bob.id, keyB, proofB))).toBe('ok')
  })

  test.each<[string, Partial<ChannelContext>]>([
    ['without the epoch key', { keys: epochOf(2) }],
    ['on a connection that ends at another certificate', { remoteFingerprint: new Uint8Array(32) }],
    ['with another certificate of its own', { localFingerprint: new Uint8Array(32) }],
    ['with an older nonce of the other side (replay)', { remoteNonce: new Uint8Array(32) }],
    ['in the same role', { role: 'caller' }],
  ])('refuses a side %s', (_, changes) => {
    const [a, b] = meet(changes)
    expect(codeOf(verifyChannelMac(sodium, a, channelMac(sodium, b)))).toBe(
      'peer-not-authenticated',
    )
    const proof = channelProof(sodium, b, alice.id)
    if ('keys' in changes) return
    expect(codeOf(verifyChannelProof(sodium, a, bob.id, bob.signing.publicKey, proof))).toBe(
      'peer-not-authenticated',
    )
  })

  test('refuses a member who signs as another device (quiet-3441)', () => {
    const mallory = createDevice(sodium)
    const [a, b] = meet({ device: { ...mallory, id: bob.id } })
    expect(value(verifyChannelMac(sodium, a, channelMac(sodium, b)))).toBe(bob.id)
    const proof = channelProof(sodium, b, alice.id)
    expect(codeOf(verifyChannelProof(sodium, a, bob.id, bob.signing.publicKey, proof))).toBe(
      'peer-not-authenticated',
    )
  })

  test('refuses its own messages sent back', () => {
    const [a] = meet()
    expect(codeOf(verifyChannelMac(sodium, a, channelMac(sodium, a)))).toBe(
      'peer-not-authenticated',
    )
    const own = channelProof(sodium, a, bob.id)
    expect(codeOf(verifyChannelProof(sodium, a, bob.id, alice.signing.publicKey, own))).toBe(
      'peer-not-authenticated',
    )
  })

  test('refuses every corrupted byte and one message in place of another', () => {
    const [a, b] = meet()
    const mac = channelMac(sodium, b)
    const proof = channelProof(sodium, b, alice.id)
    const verify = (bytes: Uint8Array) =>
      codeOf(verifyChannelProof(sodium, a, bob.id, bob.signing.publicKey, bytes))
    for (let at = 0; at < mac.length; at++) {
      const corrupted = mac.slice()
      corrupted[at] = (corrupted[at] ?? 0) ^ 1
      expect(codeOf(verifyChannelMac(sodium, a, corrupted))).not.toBe('ok')
    }
    for (let at = 0; at < proof.length; at++) {
      const corrupted = proof.slice()
      corrupted[at] = (corrupted[at] ?? 0) ^ 1
      expect(verify(corrupted)).not.toBe('ok')
    }
    expect(verify(mac)).toBe('malformed')
    expect(codeOf(verifyChannelMac(sodium, a, proof))).toBe('malformed')
    expect(codeOf(readChannelHello(proof))).toBe('malformed')
  })
})
