import type { Rate } from './limits.ts'

/** A token bucket: `take(now)` takes a token and gives 0, or gives the milliseconds until there is one. */
export function createBucket(
  rate: Rate,
  start: number,
): {
  take(now: number): number
} {
  let tokens = rate.burst
  let at = start
  return {
    take(now) {
      tokens = Math.min(rate.burst, tokens + ((now - at) / 1000) * rate.perSecond)
      at = now
      if (tokens < 1) return Math.ceil(((1 - tokens) / rate.perSecond) * 1000)
      tokens -= 1
      return 0
    },
  }
}
