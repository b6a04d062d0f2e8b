import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import libsodium from 'libsodium-wrappers-sumo'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()

/** What every vector has; `Fields` are those of its algorithm, in hex. */
type Vector<Fields extends string> = Readonly<Record<Fields, string>> & {
  readonly tcId: number
  readonly result: 'valid' | 'invalid' | 'acceptable'
  readonly flags: readonly string[]
}

interface Group<Fields extends string> {
  readonly tests: readonly Vector<Fields>[]
  /** Of signatures only. */
  readonly publicKey: { readonly pk: string }
}

/** A file as it stands in `tests/vectors/wycheproof`; it says itself how many vectors it holds. */
function groups<Fields extends string>(name: string): readonly Group<Fields>[] {
  const url = new URL(`../vectors/wycheproof/${name}.json`, import.meta.url)
  const file = JSON.parse(readFileSync(url, 'utf8')) as {
    readonly numberOfTests: number
    readonly testGroups: readonly Group<Fields>[]
  }
  const held = file.testGroups.flatMap(({ tests }) => tests)
  expect(held).toHaveLength(file.numberOfTests)
  return file.testGroups
}

const vectors = <Fields extends string>(name: string) =>
  groups<Fields>(name).flatMap(({ tests }) => tests)

/** How many vectors came to each answer, so that a file read wrongly is noticed. */
function tally<T>(all: readonly T[], answer: (each: T) => string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const each of all) counts[answer(each)] = (counts[answer(each)] ?? 0) + 1
  return counts
}

describe('the vectors of Project Wycheproof', () => {
  test('Ed25519: each valid signature holds, each invalid one is false, and none throws', () => {
    const all = groups<'msg' | 'sig'>('ed25519').flatMap(({ publicKey, tests }) =>
      tests.map((vector) => ({ vector, publicKey: fromHex(publicKey.pk) })),
    )
    for (const { vector, publicKey } of all) {
      const [message, signature] = [fromHex(vector.msg), fromHex(vector.sig)]
      // The bare primitive: the app's own door checks nothing but its own statements.
      let holds = false
      try {
        holds = libsodium.crypto_sign_verify_detached(signature, message, publicKey)
      } catch {
        // libsodium throws on a signature of another length.
        expect(signature.length, `${vector.tcId}`).not.toBe(64)
      }
      expect(holds, `${vector.tcId}`).toBe(vector.result === 'valid')
      // The door: these bytes sign no statement, whatever they are, and it says so without a throw.
      expect(sodium.verify('entry', message, signature, publicKey), `${vector.tcId}`).toBe(false)
    }
    expect(tally(all, ({ vector }) => vector.result)).toEqual({ valid: 88, invalid: 62 })
  })

  test('X25519: session keys follow from the shared secret, and a secret of zeros gives null', () => {
    const all = vectors<'public' | 'private' | 'shared'>('x25519')
    // crypto_kx hashes the client's and the server's public key behind the secret, as they are given.
    const ownPublicKey = new Uint8Array(32).fill(7)
    for (const vector of all) {
      const other = fromHex(vector.public)
      const own = { publicKey: ownPublicKey, secretKey: fromHex(vector.private) }
      const keys = sodium.exchangeKeys('client', own, other)
      if (vector.flags.includes('ZeroSharedSecret')) {
        expect(keys, `${vector.tcId}`).toBeNull()
        continue
      }
      const both = sodium.hash(64, concatBytes(fromHex(vector.shared), ownPublicKey, other))
      expect(keys, `${vector.tcId}`).toEqual({ receive: both.slice(0, 32), send: both.slice(32) })
    }
    const answers = tally(all, ({ flags }) =>
      flags.includes('ZeroSharedSecret') ? 'null' : 'keys',
    )
    expect(answers).toEqual({ keys: 487, null: 31 })
  })

  test('XChaCha20-Poly1305: seals and opens what is valid, and fails on all else with its code', () => {
    const all = vectors<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag'>('xchacha20-poly1305')
    for (const vector of all) {
      const [key, nonce, associated] = [vector.key, vector.iv, vector.aad].map(fromHex)
      if (!key || !nonce || !associated) throw new Error('a vector is whole')
      const sealed = fromHex(vector.ct + vector.tag)
      const opened = sodium.open(key, nonce, associated, sealed)
      if (vector.result === 'invalid') {
        expect(codeOf(opened), `${vector.tcId}`).toBe('decryption-failed')
        continue
      }
      expect(toHex(value(opened)), `${vector.tcId}`).toBe(vector.msg)
      expect(sodium.seal(key, nonce, associated, fromHex(vector.msg))).toEqual(sealed)
    }
    expect(tally(all, ({ result }) => result)).toEqual({ valid: 246, invalid: 69 })
  })

  test('ML-KEM-768 inside X-Wing: the ciphertext and the secret are as published, and a key that is none gives null', () => {
    const all = vectors<'ek' | 'm' | 'c' | 'K'>('ml-kem-768-encapsulate')
    const ephemeral = new Uint8Array(32).fill(5)
    const half = sodium.exchangePair(new Uint8Array(32)).publicKey
    const shared = libsodium.crypto_scalarmult(ephemeral, half)
    const sent = libsodium.crypto_scalarmult_base(ephemeral)
    for (const vector of all) {
      const made = sodium.encapsulate(
        concatBytes(fromHex(vector.ek), half),
        concatBytes(fromHex(vector.m), ephemeral),
      )
      if (vector.result === 'invalid') {
        expect(made, `${vector.tcId}`).toBeNull()
        continue
      }
      if (made === null) throw new Error(`${vector.tcId}: a valid key can be sealed to`)
      expect(toHex(made.ciphertext), `${vector.tcId}`).toBe(vector.c + toHex(sent))
      // draft-connolly-cfrg-xwing-kem, section 5.3, with SHA3-256 of Node as a second opinion.
      const label = new TextEncoder().encode('\\.//^\\')
      const secret = createHash('sha3-256')
        .update(concatBytes(fromHex(vector.K), shared, sent, half, label))
        .digest('hex')
      expect(toHex(made.secret), `${vector.tcId}`).toBe(secret)
    }
    expect(tally(all, ({ result }) => result)).toEqual({ valid: 133, invalid: 132 })
  })
})
