/**
 * Gathers what arrives while a write is under way and hands it on as one round, so that one
 * flush to disk serves many. Order is kept. Rounds hold at most `roundLength` items.
 */
export interface GroupCommit<Item, Outcome> {
  add(item: Item): Promise<Outcome>
  /** Resolves when nothing is being written or waits. */
  idle(): Promise<void>
}

interface Waiting<Item, Outcome> {
  readonly item: Item
  readonly resolve: (outcome: Outcome) => void
}

const roundLength = 256

/** `commit` gives one outcome an item, in order; it must not reject. */
export function createGroupCommit<Item, Outcome>(
  commit: (round: readonly Item[]) => Promise<readonly Outcome[]>,
): GroupCommit<Item, Outcome> {
  const waiting: Waiting<Item, Outcome>[] = []
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const round = waiting.splice(0, roundLength)
      const outcomes = await commit(round.map(({ item }) => item))
      round.forEach(({ resolve }, at) => {
        const outcome = outcomes[at]
        if (outcome === undefined) throw new Error('Broken invariant: a round lacks an outcome')
        resolve(outcome)
      })
    }
    running = null
  }

  return {
    add(item) {
      return new Promise((resolve) => {
        waiting.push({ item, resolve })
        running ??= run()
      })
    },
    async idle() {
      await running
    },
  }
}
