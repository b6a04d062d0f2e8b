/** Work that must not overlap, one after the other in the order it came. */
export interface Turns {
  take<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when all that came so far is done. */
  idle(): Promise<void>
}

/** Nobody's turn yet. A failure ends the turn of the one who failed and no other. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return {
    take(work) {
      const mine = last.then(work)
      last = mine.catch(() => undefined)
      return mine
    },
    async idle() {
      await last
    },
  }
}
