/** How long to wait between tries, in milliseconds. */
export interface Backoff {
  readonly firstMs: number
  readonly maxMs: number
}

export const defaultBackoff: Backoff = { firstMs: 500, maxMs: 30_000 }

/**
 * The wait before try number `attempt` (from 0): doubling up to the longest, of which a random half is
 * taken off, so that members do not come back all at once after a relay restarts. `random` lies in 0..1.
 */
export function waitBefore(attempt: number, { firstMs, maxMs }: Backoff, random: number): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 30))
  return full * (1 - random / 2)
}
