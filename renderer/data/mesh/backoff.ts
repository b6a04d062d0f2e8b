const firstPause = 5_000
const longestPause = 5 * 60_000
const remembered = 256

/** How long to leave those alone who could not prove themselves. */
export interface Backoff {
  /** Counts a failure of `id` and gives the pause that follows it, in milliseconds: 5 s, doubling to 5 min. */
  pauseAfterFailure(id: string): number
  /** Its next failure counts as the first. */
  forgive(id: string): void
}

/** Remembers the latest 256 names; names are the other side's own choice and prove nothing. */
export function createBackoff(): Backoff {
  const failures = new Map<string, number>()
  return {
    pauseAfterFailure(id) {
      const count = failures.get(id) ?? 0
      failures.delete(id)
      failures.set(id, count + 1)
      const [oldest] = failures.keys()
      if (failures.size > remembered && oldest !== undefined) failures.delete(oldest)
      return Math.min(firstPause * 2 ** Math.min(count, 10), longestPause)
    },
    forgive: (id) => void failures.delete(id),
  }
}
