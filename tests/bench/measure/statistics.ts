import { invariant } from '#shared/result.ts'

/** The value below which a share (0 to 1) of the samples lies, between neighbours in proportion. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)]
  const above = sorted[Math.ceil(at)]
  invariant(below !== undefined && above !== undefined, 'there is at least one sample')
  return below + (above - below) * (at - Math.floor(at))
}

/** The middle one. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}

/** How often in turn: whoever went first goes second the next time, so that drift hits both. */
export async function alternately(
  rounds: number,
  first: (round: number) => Promise<void>,
  second: (round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const [one, other] = round % 2 === 0 ? [first, second] : [second, first]
    await one(round)
    await other(round)
  }
}
