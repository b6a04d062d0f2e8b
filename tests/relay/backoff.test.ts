import { describe, expect, test } from 'vitest'
import { createBucket } from '#main/relay/bucket.ts'
import { waitBefore } from '#renderer/data/relay/backoff.ts'

describe('Waiting between tries', () => {
  test('doubles up to the longest, less a random half', () => {
    const backoff = { firstMs: 500, maxMs: 30_000 }
    const waits = (random: number) =>
      [0, 1, 2, 6, 7, 5000].map((attempt) => waitBefore(attempt, backoff, random))
    expect(waits(0)).toEqual([500, 1000, 2000, 30_000, 30_000, 30_000])
    expect(waits(1)).toEqual([250, 500, 1000, 15_000, 15_000, 15_000])
  })
})

describe('The rate of frames', () => {
  test('allows a burst, then as many as the rate, and says how long to wait', () => {
    const bucket = createBucket({ perSecond: 10, burst: 3 }, 0)
    expect([0, 0, 0, 0].map((now) => bucket.take(now))).toEqual([0, 0, 0, 100])
    expect(bucket.take(50)).toBe(50)
    expect(bucket.take(100)).toBe(0)
    expect([10_000, 10_000, 10_000, 10_000].map((now) => bucket.take(now))).toEqual([0, 0, 0, 100])
  })
})
