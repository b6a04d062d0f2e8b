import type { Padlock } from '#crypto'
import type { Result } from '#shared/result.ts'
import { createWritable, type Readable } from '../readable.ts'
import type { ProfileContents } from './contents.ts'

/** Says which ways lead into the vault from now on; whatever it says, there is a new master key. */
export type SlotStep = (padlocks: readonly Padlock[]) => readonly Padlock[]

/** The opened vault: what it holds, and the way to change it so that it is on disk first. */
export interface Profile {
  readonly contents: Readable<ProfileContents>
  /**
   * Changes the contents: sealed and whole on disk before anybody sees the new ones. Changes
   * follow one another. Fails with what storing fails with; then nothing has changed. With `slots`
   * the ways into the vault change in the same write.
   */
  change(
    step: (contents: ProfileContents) => ProfileContents,
    slots?: SlotStep,
  ): Promise<Result<null>>
}

/** Wraps contents that were just opened; `store` seals and writes them. */
export function openProfile(
  first: ProfileContents,
  store: (contents: ProfileContents, slots?: SlotStep) => Promise<Result<null>>,
): Profile {
  const contents = createWritable(first)
  let last: Promise<unknown> = Promise.resolve()
  return {
    contents,
    change(step, slots) {
      const mine = last.then(async () => {
        const next = step(contents.read())
        const stored = await store(next, slots)
        if (stored.ok) contents.set(next)
        return stored
      })
      // A store that throws fails its own change, not all that come after.
      last = mine.catch(() => undefined)
      return mine
    },
  }
}
