import type { Result } from '#shared/result.ts'
import { createWritable, type Readable } from '../readable.ts'
import type { ProfileContents } from './contents.ts'

/** The opened vault: what it holds, and the way to change it so that it is on disk first. */
export interface Profile {
  readonly contents: Readable<ProfileContents>
  /**
   * Changes the contents: sealed and whole on disk before anybody sees the new ones. Changes
   * follow one another. Fails with what storing fails with; then nothing has changed.
   */
  change(step: (contents: ProfileContents) => ProfileContents): Promise<Result<null>>
}

/** Wraps contents that were just opened; `store` seals and writes them. */
export function openProfile(
  first: ProfileContents,
  store: (contents: ProfileContents) => Promise<Result<null>>,
): Profile {
  const contents = createWritable(first)
  let last: Promise<unknown> = Promise.resolve()
  return {
    contents,
    change(step) {
      const mine = last.then(async () => {
        const next = step(contents.read())
        const stored = await store(next)
        if (stored.ok) contents.set(next)
        return stored
      })
      // A store that throws fails its own change, not all that come after.
      last = mine.catch(() => undefined)
      return mine
    },
  }
}
