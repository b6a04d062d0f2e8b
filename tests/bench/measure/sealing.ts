import libsodium from 'libsodium-wrappers-sumo'
import {
  deriveEpochKeys,
  type EnvelopeHeader,
  loadSodium,
  openEnvelope,
  sealEnvelope,
} from '#crypto'
import type { DeviceId, EntryId, EpochId, ForumId, IncarnationId, EnvelopeId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import { must } from './expect.ts'
import { median } from './statistics.ts'

/** Microseconds for one operation, ours and bare, medians over all rounds. */
export interface Pair {
  readonly ours: number
  readonly bare: number
}

export interface SealingTimes {
  /** Bytes of the update. */
  readonly size: number
  readonly seal: Pair
  readonly open: Pair
}

/** Many short rounds: what is interrupted by others' work is then a few rounds and not the median. */
const rounds = 600
const perRound = 5
/** Until the engine has compiled both for good; ours is more JavaScript and would be judged before. */
const warmUp = 400

/**
 * Times sealing and opening of an update of `size` bytes against libsodium alone doing what no
 * sealed and signed update can do without: a random nonce, an Ed25519 signature over the update, and
 * XChaCha20-Poly1305 over both. Bare libsodium gets neither header, padding, commitment nor id.
 */
export async function measureSealing(size: number): Promise<SealingTimes> {
  const ours = await ourWork(size)
  const bare = bareWork(size)
  const seal = interleave(ours.seal, bare.seal)
  const open = interleave(ours.open, bare.open)
  return { size, seal, open }
}

function interleave(ours: () => void, bare: () => void): Pair {
  const times = { ours: [] as number[], bare: [] as number[] }
  const time = (work: () => void, samples: number[]) => {
    const from = performance.now()
    for (let count = 0; count < perRound; count++) work()
    samples.push(((performance.now() - from) * 1000) / perRound)
  }
  for (let round = -warmUp; round < rounds; round++) {
    const kept = round < 0 ? { ours: [], bare: [] } : times
    const both = [() => time(ours, kept.ours), () => time(bare, kept.bare)]
    if (round % 2 !== 0) both.reverse()
    for (const one of both) one()
  }
  return { ours: median(times.ours), bare: median(times.bare) }
}

function random(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** Sealing and opening of one update of `size` bytes, and what both rest on. */
export async function ourWork(size: number) {
  const sodium = await loadSodium(random)
  // Any ids of the right lengths do; deps and heads as an edit has them that answers one of another.
  const [forum, epochId] = ['f0'.repeat(32) as ForumId, 'e0'.repeat(32) as EpochId]
  const device = 'd0'.repeat(32) as DeviceId
  const keys = deriveEpochKeys(sodium, { forum, scope: 'forum', epochId, epochKey: random(32) })
  const signing = sodium.signingPair(random(32))
  const header: EnvelopeHeader = {
    kind: 'update',
    format: 1,
    forum,
    scope: 'forum',
    document: 'agenda',
    epochId,
    device,
    incarnation: 'c0'.repeat(16) as IncarnationId,
    seq: 4711,
    prev: 'b0'.repeat(32) as EnvelopeId,
    chainHeads: ['a0'.repeat(32) as EntryId],
    deps: ['90'.repeat(32) as EnvelopeId],
  }
  const payload = random(size)
  const seal = () =>
    must(sealEnvelope(sodium, keys, signing.secretKey, header, payload), 'sealing').bytes
  const sealed = seal()
  const keyring = [keys]
  const deviceKey = () => ok(signing.publicKey)
  return {
    sodium,
    keyring,
    deviceKey,
    sealed,
    seal: () => void seal(),
    open: () => void must(openEnvelope(sodium, keyring, deviceKey, sealed), 'opening'),
  }
}

function bareWork(size: number) {
  const pair = libsodium.crypto_sign_seed_keypair(random(32))
  const key = random(32)
  const payload = random(size)
  const seal = () => {
    const nonce = random(24)
    const signature = libsodium.crypto_sign_detached(payload, pair.privateKey)
    const plain = new Uint8Array(64 + size)
    plain.set(signature)
    plain.set(payload, 64)
    const sealed = libsodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
      plain,
      null,
      null,
      nonce,
      key,
    )
    return { nonce, sealed }
  }
  const made = seal()
  const open = () => {
    const plain = libsodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      made.sealed,
      null,
      made.nonce,
      key,
    )
    const signature = plain.subarray(0, 64)
    if (!libsodium.crypto_sign_verify_detached(signature, plain.subarray(64), pair.publicKey))
      throw new Error('Bare libsodium refused its own signature')
  }
  return { seal: () => void seal(), open }
}
