import type { Clock } from '#renderer/data/sync/index.ts'

/** Time that passes only when told to, and then at once. */
export interface VirtualClock extends Clock {
  /** Runs everything that is due within `milliseconds`, and what that makes due. */
  pass(milliseconds: number): Promise<void>
}

export function createVirtualClock(): VirtualClock {
  let now = 0
  let count = 0
  const waiting = new Map<number, { at: number; run: () => void }>()

  function next(until: number) {
    let first: { key: number; at: number } | null = null
    for (const [key, { at }] of waiting)
      if (at <= until && (first === null || at < first.at)) first = { key, at }
    return first
  }

  return {
    now: () => now,
    after(milliseconds, run) {
      const key = (count += 1)
      waiting.set(key, { at: now + Math.max(0, milliseconds), run })
      return () => void waiting.delete(key)
    },
    async pass(milliseconds) {
      const until = now + milliseconds
      await settled()
      for (let due = next(until); due !== null; due = next(until)) {
        const { run } = waiting.get(due.key) ?? { run: () => {} }
        waiting.delete(due.key)
        now = Math.max(now, due.at)
        run()
        await settled()
      }
      now = until
    },
  }
}

/** Resolves when every promise that can settle without further events has settled. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
