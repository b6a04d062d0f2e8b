import libsodium from 'libsodium-wrappers-sumo'
import { acceptEpoch, deriveEpochKeys, scopeState } from '#crypto'
import type { DeviceSecrets, EpochKeys, Sodium } from '#crypto'
import { commitment, epochTag, magic, sealedAt, suite } from '../../crypto/envelope/frame.ts'
import { value } from '../crypto/fixtures.ts'
import type { TestForum } from '../crypto/fixtures.ts'

/** The keys of a scope's current epoch, as a device of it takes them from the chain. */
export function keysOf(forum: TestForum, device: DeviceSecrets, scope = 'forum'): EpochKeys {
  const { sodium, id } = forum
  const state = forum.state()
  const epochId = scopeState(state, scope).currentEpoch
  const epoch = epochId === null ? undefined : state.epochs.get(epochId)
  if (epochId === null || epoch === undefined) throw new Error(`${scope} has an epoch`)
  const { epochKey } = value(acceptEpoch(sodium, state, epoch.entry, device))
  return deriveEpochKeys(sodium, { forum: id, scope, epochId, epochKey })
}

/** What stands in clear in front of the commitment: it names the epoch to holders of its key. */
export function frontOf(sodium: Sodium, keys: EpochKeys, nonce: Uint8Array): Uint8Array {
  return Uint8Array.of(...magic, suite, ...epochTag(sodium, keys.tag, nonce), ...nonce)
}

/** Header, signature, payload and padding of an envelope, as every holder of the key sees them. */
export function plainOf(sodium: Sodium, keys: EpochKeys, bytes: Uint8Array): Uint8Array {
  const front = bytes.subarray(0, sealedAt - 32)
  return value(sodium.open(keys.enc, front.subarray(-24), front, bytes.subarray(sealedAt)))
}

/** Seals any plain under any keys, as a member's changed program could. */
export function sealByHand(sodium: Sodium, keys: EpochKeys, plain: Uint8Array): Uint8Array {
  const nonce = sodium.random(24)
  const front = frontOf(sodium, keys, nonce)
  return withCommitment(sodium, keys, front, sodium.seal(keys.enc, nonce, front, plain))
}

/** An envelope's bytes around any ciphertext. */
export function withCommitment(
  sodium: Sodium,
  keys: EpochKeys,
  front: Uint8Array,
  sealed: Uint8Array,
): Uint8Array {
  return Uint8Array.of(...front, ...commitment(sodium, keys.commit, front, sealed), ...sealed)
}

const prime = (1n << 130n) - 5n
const clamp = 0x0ffffffc0ffffffc0ffffffc0fffffffn
const wrap = 1n << 128n

function number(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

function bytesOf(given: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => Number((given >> BigInt(8 * at)) & 255n))
}

function modulo(given: bigint, by: bigint): bigint {
  return ((given % by) + by) % by
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let bit = exponent, square = base; bit > 0n; bit >>= 1n) {
    if ((bit & 1n) === 1n) result = (result * square) % prime
    square = (square * square) % prime
  }
  return result
}

/** The one-time key of Poly1305 (RFC 8439, 2.6) for a key and a nonce of XChaCha20. */
function oneTimeKey(key: Uint8Array, nonce: Uint8Array) {
  const stream = libsodium.crypto_stream_xchacha20_xor(new Uint8Array(32), nonce, key)
  return { r: number(stream.subarray(0, 16)) & clamp, s: number(stream.subarray(16)) }
}

/**
 * Makes a ciphertext authentic under two keys at once by choosing its last block: "invisible
 * salamanders" (Dodis, Grubbs, Ristenpart, Woodage: Fast message franking, 2018). Null when this
 * nonce has none.
 */
export function salamander(
  keys: readonly [Uint8Array, Uint8Array],
  nonce: Uint8Array,
  front: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | null {
  const lengths = bytesOf(BigInt(front.length) | (BigInt(ciphertext.length) << 64n), 16)
  const padded = new Uint8Array(Math.ceil(front.length / 16) * 16)
  padded.set(front)
  const message = Uint8Array.of(...padded, ...ciphertext, ...lengths)
  const blocks = Array.from({ length: message.length / 16 }, (_, at) =>
    number(message.subarray(at * 16, at * 16 + 16)),
  )
  const free = blocks.length - 2
  const one = oneTimeKey(keys[0], nonce)
  const two = oneTimeKey(keys[1], nonce)
  const digest = (r: bigint, chosen: bigint) =>
    blocks.reduce(
      (sum, block, at) => ((sum + (at === free ? chosen : block + wrap)) * r) % prime,
      0n,
    )
  const slope = modulo(power(one.r, 2n) - power(two.r, 2n), prime)
  const inverse = power(slope, prime - 2n)
  for (let carry = -4n; carry <= 4n; carry++) {
    const gap = two.s - one.s + carry * wrap - digest(one.r, 0n) + digest(two.r, 0n)
    const chosen = modulo(gap * inverse, prime)
    const tags = [one, two].map(({ r, s }) => (digest(r, chosen) + s) % wrap)
    if (chosen >> 128n !== 1n || tags[0] !== tags[1] || tags[0] === undefined) continue
    const last = bytesOf(chosen - wrap, 16)
    return Uint8Array.of(...ciphertext.subarray(0, -16), ...last, ...bytesOf(tags[0], 16))
  }
  return null
}
