import type { KeyPair, Sodium } from '#crypto'
import { concatBytes, equalBytes } from '#shared/codec/index.ts'
import { invariant } from '#shared/result.ts'
import type { HeldForum } from '../../profile/index.ts'

type HeldSealing = HeldForum['sealing'][number]

const seedBytes = 32

/** Every X-Wing pair that this computer still has, oldest first. */
export function sealingPairs(sodium: Sodium, held: HeldForum): readonly KeyPair[] {
  return seedsOf(held).map((seed) => sodium.sealingPair(seed))
}

/** What is held, with a pair for an acknowledgement that is yet to be published. */
export function withSealing(held: HeldForum, made: HeldSealing): HeldForum {
  return { ...held, sealing: [...held.sealing, made] }
}

/**
 * What is held, without the pairs of these public keys: the oldest one kept takes the place in
 * `device`. The newest always stays, since it is what others seal to.
 */
export function withoutSealing(
  sodium: Sodium,
  held: HeldForum,
  erasable: readonly Uint8Array[],
): HeldForum {
  const pairs = sealingPairs(sodium, held)
  const keep = pairs.map(({ publicKey }, at) => {
    const isErasable = erasable.some((key) => equalBytes(key, publicKey))
    return !isErasable || at === pairs.length - 1
  })
  const first = keep.indexOf(true)
  const oldest = seedsOf(held)[first]
  invariant(oldest !== undefined, 'the newest pair is kept')
  return {
    ...held,
    device: concatBytes(held.device.subarray(0, seedBytes), oldest),
    sealing: held.sealing.filter((_, at) => at >= first && keep[at + 1] === true),
  }
}

function seedsOf({ device, sealing }: HeldForum): readonly Uint8Array[] {
  return [device.slice(seedBytes), ...sealing.map(({ seed }) => seed)]
}
