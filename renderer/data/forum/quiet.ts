import { fail, ok, type Result } from '#shared/result.ts'
import type { Documents } from './documents.ts'
import type { Outgoing } from './outgoing.ts'

/** What finding a quiet moment needs. */
export interface QuietSources {
  readonly documents: () => Documents
  readonly outgoing: Pick<Outgoing, 'settled' | 'unsaved' | 'isFailing'>
  readonly door: { isIdle(): boolean; pause(): Promise<() => void> }
}

/** Moments in which documents and log say the same. */
export interface Quiet {
  /** Own writing is handed over, stored, and nothing is between the door and the documents. */
  isNow(): boolean
  /**
   * Runs `look` in the next such moment, while the door waits. What is read of documents and log
   * heads in it belongs together: a state that holds less than the heads say would hide writing
   * from whoever goes on from there, one that holds more would make the rest of it unreadable.
   * Fails as 'database-failed' while own writing cannot be stored.
   */
  moment<T>(look: () => T): Promise<Result<T>>
}

export function createQuiet({ documents, outgoing, door }: QuietSources): Quiet {
  function isNow(): boolean {
    for (const document of documents().values()) document.flush()
    return outgoing.unsaved() === 0 && door.isIdle()
  }

  return {
    isNow,
    async moment(look) {
      const resume = await door.pause()
      try {
        while (!isNow()) {
          await outgoing.settled()
          if (!isNow() && outgoing.isFailing()) return fail('database-failed')
        }
        return ok(look())
      } finally {
        resume()
      }
    },
  }
}
