import libsodium from 'libsodium-wrappers-sumo'
import { concatBytes, encodeUtf8 } from '#shared/codec/index.ts'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** Fresh random bytes of the asked length: in the app `crypto.getRandomValues`, in vectors a fixed list. */
export type RandomBytes = (length: number) => Uint8Array

/** A pair of keys; sizes depend on the algorithm. */
export interface KeyPair {
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
}

/** What a signature may be about. The kind stands inside what is signed, so none passes for another. */
export type SignatureKind =
  | 'envelope'
  | 'entry'
  | 'co-signature'
  | 'device'
  | 'invitation-proof'
  | 'recovery'
  | 'answer'
  | 'channel'
  | 'return-request'
  | 'return-offer'

/** The operations of libsodium that Subrosa uses, with sizes checked and failures returned. */
export interface Sodium {
  readonly random: RandomBytes
  /** BLAKE2b (RFC 7693) of 16 to 64 bytes, keyed with 16 to 64 bytes if a key is given. */
  hash(length: number, message: Uint8Array, key?: Uint8Array): Uint8Array
  /** SHA-256 (FIPS 180-4), for mailbox names, which the relay computes without libsodium. */
  sha256(message: Uint8Array): Uint8Array
  /** Comparison in constant time; lengths are public. */
  equal(a: Uint8Array, b: Uint8Array): boolean
  /** Overwrites a secret. JavaScript may hold copies: a courtesy, not a promise. */
  erase(secret: Uint8Array): void
  /** Ed25519 (RFC 8032) from a 32-byte seed; the secret key has 64 bytes. */
  signingPair(seed: Uint8Array): KeyPair
  /** Signs "SR1/" kind NUL BLAKE2b-512(canonical). 64 bytes. */
  sign(kind: SignatureKind, canonical: Uint8Array, secretKey: Uint8Array): Uint8Array
  verify(
    kind: SignatureKind,
    canonical: Uint8Array,
    signature: Uint8Array,
    publicKey: Uint8Array,
  ): boolean
  /** Signs "SR1/mailbox-open" NUL challenge NUL name: the one signature that a relay checks. */
  signMailboxOpen(challenge: Uint8Array, name: Uint8Array, secretKey: Uint8Array): Uint8Array
  /** XChaCha20-Poly1305-IETF (draft-irtf-cfrg-xchacha-03): ciphertext and 16-byte tag. */
  seal(key: Uint8Array, nonce: Uint8Array, associated: Uint8Array, message: Uint8Array): Uint8Array
  open(
    key: Uint8Array,
    nonce: Uint8Array,
    associated: Uint8Array,
    sealed: Uint8Array,
  ): Result<Uint8Array, 'decryption-failed'>
  /** X-Wing (draft-connolly-cfrg-xwing-kem) from a 32-byte seed, which is also the secret key. */
  sealingPair(seed: Uint8Array): KeyPair
  /** Encapsulates with given 64-byte coins; null for a public key that is no key. */
  encapsulate(
    publicKey: Uint8Array,
    coins: Uint8Array,
  ): { readonly ciphertext: Uint8Array; readonly secret: Uint8Array } | null
  /** A tampered ciphertext opens without error to another secret: only what the secret opens can tell. */
  decapsulate(ciphertext: Uint8Array, secretKey: Uint8Array): Uint8Array | null
  /** crypto_kx (X25519, RFC 7748) from a 32-byte seed. */
  exchangePair(seed: Uint8Array): KeyPair
  /** Both directions' keys; null for a public key of low order. */
  exchangeKeys(
    side: 'client' | 'server',
    own: KeyPair,
    otherPublicKey: Uint8Array,
  ): { readonly receive: Uint8Array; readonly send: Uint8Array } | null
  /** Argon2id 1.3, one lane, 32 bytes out; null when the memory cannot be had. */
  stretch(
    passphrase: Uint8Array,
    salt: Uint8Array,
    operations: number,
    memoryBytes: number,
  ): Uint8Array | null
}

const digestBytes = 64

/** What is signed of each kind: its prefix, and room for the digest of what it is about. */
const statements = new Map<SignatureKind, Uint8Array>(
  (
    [
      'envelope',
      'entry',
      'co-signature',
      'device',
      'invitation-proof',
      'recovery',
      'answer',
      'channel',
      'return-request',
      'return-offer',
    ] as const
  ).map((kind) => [kind, concatBytes(encodeUtf8(`SR1/${kind}\0`), new Uint8Array(digestBytes))]),
)
const mailboxOpenPrefix = encodeUtf8('SR1/mailbox-open\0')
const nul = new Uint8Array(1)

/**
 * Waits for libsodium and returns its typed operations around the given source of randomness.
 * libsodium's own randomness is never used (41 to 59 microseconds a call, and vectors need fixed bytes).
 */
export async function loadSodium(random: RandomBytes): Promise<Sodium> {
  await libsodium.ready

  /** libsodium throws on every refusal and on sizes alike; sizes are checked before, so this is a refusal. */
  function orNull<T>(operation: () => T): T | null {
    try {
      return operation()
    } catch {
      return null
    }
  }

  function checkedRandom(length: number): Uint8Array {
    const bytes = random(length)
    invariant(bytes.length === length, 'the source of randomness gives as many bytes as asked')
    return bytes
  }

  /** To be used before the next call: the same bytes hold the next statement of that kind. */
  function statement(kind: SignatureKind, canonical: Uint8Array): Uint8Array {
    const bytes = statements.get(kind)
    invariant(bytes !== undefined, 'a signature has a known kind')
    const digest = libsodium.crypto_generichash(digestBytes, canonical, null)
    bytes.set(digest, bytes.length - digestBytes)
    return bytes
  }

  return {
    random: checkedRandom,
    hash: (length, message, key) => libsodium.crypto_generichash(length, message, key ?? null),
    sha256: (message) => libsodium.crypto_hash_sha256(message),
    equal: (a, b) => a.length === b.length && libsodium.memcmp(a, b),
    erase: (secret) => libsodium.memzero(secret),
    signingPair(seed) {
      const pair = libsodium.crypto_sign_seed_keypair(seed)
      return { publicKey: pair.publicKey, secretKey: pair.privateKey }
    },
    sign: (kind, canonical, secretKey) =>
      libsodium.crypto_sign_detached(statement(kind, canonical), secretKey),
    verify(kind, canonical, signature, publicKey) {
      if (signature.length !== 64 || publicKey.length !== 32) return false
      const message = statement(kind, canonical)
      return (
        orNull(() => libsodium.crypto_sign_verify_detached(signature, message, publicKey)) === true
      )
    },
    signMailboxOpen: (challenge, name, secretKey) =>
      libsodium.crypto_sign_detached(
        concatBytes(mailboxOpenPrefix, challenge, nul, name),
        secretKey,
      ),
    seal: (key, nonce, associated, message) =>
      libsodium.crypto_aead_xchacha20poly1305_ietf_encrypt(message, associated, null, nonce, key),
    open(key, nonce, associated, sealed) {
      const message = orNull(() =>
        libsodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, sealed, associated, nonce, key),
      )
      return message === null ? fail('decryption-failed') : ok(message)
    },
    sealingPair(seed) {
      const pair = libsodium.crypto_kem_xwing_seed_keypair(seed)
      return { publicKey: pair.publicKey, secretKey: pair.privateKey }
    },
    encapsulate(publicKey, coins) {
      const made = orNull(() => libsodium.crypto_kem_xwing_enc_deterministic(publicKey, coins))
      return made && { ciphertext: made.ciphertext, secret: made.sharedSecret }
    },
    decapsulate: (ciphertext, secretKey) =>
      orNull(() => libsodium.crypto_kem_xwing_dec(ciphertext, secretKey)),
    exchangePair(seed) {
      const pair = libsodium.crypto_kx_seed_keypair(seed)
      return { publicKey: pair.publicKey, secretKey: pair.privateKey }
    },
    exchangeKeys(side, own, otherPublicKey) {
      const derive =
        side === 'client'
          ? libsodium.crypto_kx_client_session_keys
          : libsodium.crypto_kx_server_session_keys
      const keys = orNull(() => derive(own.publicKey, own.secretKey, otherPublicKey))
      return keys && { receive: keys.sharedRx, send: keys.sharedTx }
    },
    stretch: (passphrase, salt, operations, memoryBytes) =>
      orNull(() =>
        libsodium.crypto_pwhash(
          32,
          passphrase,
          salt,
          operations,
          memoryBytes,
          libsodium.crypto_pwhash_ALG_ARGON2ID13,
        ),
      ),
  }
}
