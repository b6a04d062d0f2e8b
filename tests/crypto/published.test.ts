import libsodium from 'libsodium-wrappers-sumo'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import published from '../vectors/published.json' with { type: 'json' }
import { codeOf, fixedSodium, value } from './fixtures.ts'

const sodium = await fixedSodium()
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))

function givesSignature(vector: (typeof published.ed25519.vectors)[number]) {
  const pair = sodium.signingPair(fromHex(vector.seed))
  expect(toHex(pair.publicKey)).toBe(vector.publicKey)
  // The bare primitive: the app’s own door signs nothing but its own statements.
  const signature = libsodium.crypto_sign_detached(fromHex(vector.message), pair.secretKey)
  expect(toHex(signature)).toBe(vector.signature)
}

function givesHash(vector: {
  readonly length: number
  readonly message: string
  readonly key: string | null
  readonly hash: string
}) {
  const key = vector.key === null ? undefined : fromHex(vector.key)
  expect(toHex(sodium.hash(vector.length, fromHex(vector.message), key))).toBe(vector.hash)
}

describe('published vectors', () => {
  test.each(published.ed25519.vectors)(`Ed25519: ${published.ed25519.source} (%#)`, givesSignature)
  test.each(published.ed25519Long.vectors)(
    `Ed25519: ${published.ed25519Long.source} (%#)`,
    givesSignature,
  )

  test.each(published.xchacha20poly1305.vectors)(
    `XChaCha20-Poly1305: ${published.xchacha20poly1305.source} (%#)`,
    (vector) => {
      const [key, nonce, associated] = [vector.key, vector.nonce, vector.associated].map(fromHex)
      if (!key || !nonce || !associated) throw new Error('a vector is whole')
      const sealed = sodium.seal(key, nonce, associated, fromHex(vector.message))
      expect(toHex(sealed)).toBe(vector.sealed)
      expect(toHex(value(sodium.open(key, nonce, associated, sealed)))).toBe(vector.message)
      for (let at = 0; at < sealed.length; at++) {
        const corrupted = sealed.slice()
        corrupted[at] = (corrupted[at] ?? 0) ^ 1
        expect(codeOf(sodium.open(key, nonce, associated, corrupted))).toBe('decryption-failed')
      }
    },
  )

  test.each(published.blake2b.vectors)(`BLAKE2b: ${published.blake2b.source} (%#)`, givesHash)
  test.each(published.blake2bKeyed.vectors)(
    `BLAKE2b: ${published.blake2bKeyed.source} (%#)`,
    givesHash,
  )

  test.each(published.argon2id.vectors)(`Argon2id: ${published.argon2id.source} (%#)`, (vector) => {
    const passphrase = new TextEncoder().encode(vector.passphrase)
    const salt = base64(vector.salt)
    const key = sodium.stretch(passphrase, salt, vector.operations, vector.memoryKiB * 1024)
    expect(key).toEqual(base64(vector.key))
  })

  test.each(published.argon2idLong.vectors)(
    `Argon2id: ${published.argon2idLong.source} (%#)`,
    (vector) => {
      const key = libsodium.crypto_pwhash(
        vector.length,
        fromHex(vector.passphrase),
        fromHex(vector.salt),
        vector.operations,
        vector.memoryBytes,
        libsodium.crypto_pwhash_ALG_ARGON2ID13,
      )
      expect(toHex(key)).toBe(vector.key)
    },
  )

  test.each(published.xwing.vectors)(`X-Wing: ${published.xwing.source} (%#)`, (vector) => {
    const pair = sodium.sealingPair(fromHex(vector.seed))
    const made = sodium.encapsulate(pair.publicKey, fromHex(vector.coins))
    if (made === null) throw new Error('a published key can be sealed to')
    expect(pair.publicKey.length).toBe(1216)
    expect(made.ciphertext.length).toBe(1120)
    expect(toHex(pair.publicKey).startsWith(vector.publicKeyBegins)).toBe(true)
    expect(toHex(made.ciphertext).startsWith(vector.ciphertextBegins)).toBe(true)
    expect(toHex(made.secret)).toBe(vector.secret)
    const opened = sodium.decapsulate(made.ciphertext, pair.secretKey)
    expect(opened && toHex(opened)).toBe(vector.secret)
  })

  test.each(published.x25519.vectors)(`crypto_kx: ${published.x25519.source}`, (vector) => {
    const pair = (side: 'client' | 'server') => ({
      publicKey: fromHex(side === 'client' ? vector.clientPublicKey : vector.serverPublicKey),
      secretKey: fromHex(side === 'client' ? vector.clientSecretKey : vector.serverSecretKey),
    })
    const [client, server] = [pair('client'), pair('server')]
    const keys = sodium.hash(
      64,
      concatBytes(fromHex(vector.secret), client.publicKey, server.publicKey),
    )
    const [first, second] = [keys.slice(0, 32), keys.slice(32)]
    const atClient = sodium.exchangeKeys('client', client, server.publicKey)
    const atServer = sodium.exchangeKeys('server', server, client.publicKey)
    expect(atClient).toEqual({ receive: first, send: second })
    expect(atServer).toEqual({ receive: second, send: first })
  })

  test.each(published.sha256.vectors)(`SHA-256: ${published.sha256.source}`, (vector) => {
    expect(toHex(sodium.sha256(fromHex(vector.message)))).toBe(vector.hash)
  })
})

describe('the typed operations', () => {
  test('return what libsodium throws: a public key of low order, a wrong size, no memory', () => {
    const pair = sodium.exchangePair(new Uint8Array(32))
    expect(sodium.exchangeKeys('client', pair, new Uint8Array(32))).toBeNull()
    expect(sodium.encapsulate(new Uint8Array(3), new Uint8Array(64))).toBeNull()
    expect(sodium.decapsulate(new Uint8Array(3), new Uint8Array(32))).toBeNull()
    expect(sodium.stretch(new Uint8Array(1), new Uint8Array(16), 3, 2 ** 45)).toBeNull()
    expect(
      codeOf(
        sodium.open(new Uint8Array(32), new Uint8Array(24), new Uint8Array(0), new Uint8Array(3)),
      ),
    ).toBe('decryption-failed')
    const [signature, key] = [new Uint8Array(64), new Uint8Array(32)]
    expect(sodium.verify('entry', key, signature, key)).toBe(false)
    expect(sodium.verify('entry', key, signature.subarray(1), key)).toBe(false)
    expect(sodium.verify('entry', key, signature, key.subarray(1))).toBe(false)
  })

  test('sign nothing of one kind that verifies as another', () => {
    const pair = sodium.signingPair(new Uint8Array(32))
    const kinds = ['envelope', 'entry', 'device', 'invitation-proof', 'answer', 'channel'] as const
    const message = new Uint8Array(100)
    for (const signed of kinds) {
      const signature = sodium.sign(signed, message, pair.secretKey)
      for (const read of kinds) {
        expect(sodium.verify(read, message, signature, pair.publicKey)).toBe(signed === read)
      }
    }
  })

  test('sign "SR1/" kind NUL BLAKE2b-512(canonical), and a relay’s challenge in a form of its own', () => {
    const pair = sodium.signingPair(new Uint8Array(32))
    const message = new TextEncoder().encode('canonical bytes')
    const prefix = new TextEncoder().encode('SR1/entry\0')
    const statement = concatBytes(prefix, sodium.hash(64, message))
    const signature = sodium.sign('entry', message, pair.secretKey)
    expect(signature).toEqual(libsodium.crypto_sign_detached(statement, pair.secretKey))
    const [challenge, name] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]
    const opened = concatBytes(
      new TextEncoder().encode('SR1/mailbox-open\0'),
      challenge,
      new Uint8Array(1),
      name,
    )
    expect(sodium.signMailboxOpen(challenge, name, pair.secretKey)).toEqual(
      libsodium.crypto_sign_detached(opened, pair.secretKey),
    )
  })

  test('use the randomness they are given and refuse a source that gives less', async () => {
    const { loadSodium } = await import('#crypto')
    const short = await loadSodium(() => new Uint8Array(3))
    expect(() => short.random(32)).toThrow('Broken invariant')
  })
})
