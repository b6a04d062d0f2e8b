import type { Entry, ForumState } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { Chain } from './chain.ts'

/** Makes entries that follow this state of the chain; none when there is nothing to say after all. */
export type MakeEntries = (
  state: ForumState,
) => Result<readonly Entry[]> | Promise<Result<readonly Entry[]>>

/** Writes own entries: made, in the chain and on disk when it resolves. */
export type Publish = (make: MakeEntries) => Promise<Result<null>>

/**
 * Own entries strictly one act after the other. Two made from the same state would have the same
 * sequence, and that is a fork: the chain would suspend this very device, for good.
 */
export function createAuthor(
  chain: Chain,
  onWritten: (entries: readonly Entry[]) => void,
): Publish {
  let last: Promise<unknown> = Promise.resolve()

  async function write(make: MakeEntries): Promise<Result<null>> {
    const made = await make(chain.state.read())
    if (!made.ok) return made
    if (made.value.length === 0) return ok(null)
    const added = await chain.add(made.value.map(({ bytes }) => bytes))
    if (!added.ok) return added
    onWritten(made.value)
    return ok(null)
  }

  return (make) => {
    const mine = last.then(() => write(make))
    last = mine.catch(() => undefined)
    return mine
  }
}
