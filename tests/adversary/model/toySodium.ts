import { loadSodium } from '#crypto'
import type { RandomBytes, Sodium } from '#crypto'
import { concatBytes } from '#shared/codec/index.ts'

const real = await loadSodium((length) => new Uint8Array(length))

/** A repeatable stream of bytes (xorshift32) that is told apart by its seed, which is not 0. */
function seededRandom(seed: number): RandomBytes {
  let state = (seed ^ 0x9e3779b9) | 1
  return (length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at++) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      bytes[at] = state & 0xff
    }
    return bytes
  }
}

/**
 * libsodium with two exchanges that make thousands of runs possible: sealing to a key is a hash
 * instead of X-Wing, and a signature is a hash under the public key. Both fit together as the real
 * ones do and protect nothing, which the model does not ask of them: real ones are used by every
 * other test.
 */
export function toySodium(seed: number): Sodium {
  const key = (publicKey: Uint8Array) => publicKey.subarray(0, 32)
  const wide = (half: Uint8Array, length: number) => {
    const bytes = new Uint8Array(length)
    bytes.set(half)
    return bytes
  }
  const publicOf = (secret: Uint8Array) => real.hash(32, secret.subarray(0, 32))
  const sign: Sodium['sign'] = (kind, canonical, secretKey) =>
    real.hash(64, concatBytes(Uint8Array.of(kind.length), canonical), publicOf(secretKey))
  return {
    ...real,
    random: seededRandom(seed),
    signingPair: (secret) => ({ publicKey: publicOf(secret), secretKey: wide(secret, 64) }),
    sign,
    verify: (kind, canonical, signature, publicKey) =>
      real.equal(
        signature,
        real.hash(64, concatBytes(Uint8Array.of(kind.length), canonical), publicKey),
      ),
    sealingPair: (secret) => ({ publicKey: wide(publicOf(secret), 1216), secretKey: secret }),
    encapsulate: (publicKey, coins) => ({
      ciphertext: wide(real.hash(32, coins), 1120),
      secret: real.hash(32, real.hash(32, coins), key(publicKey)),
    }),
    decapsulate: (ciphertext, secretKey) =>
      real.hash(32, ciphertext.subarray(0, 32), publicOf(secretKey)),
  }
}
