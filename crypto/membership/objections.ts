import type { EntryId } from '#shared/ids.ts'
import { byAuthor } from './closure.ts'
import type { Closure } from './closure.ts'
import type { Footing } from './footing.ts'
import { votersOf } from './signatures.ts'
import type { Entry } from './types.ts'

/**
 * What stops an act that waits, unless more than half knew of the act before they knew of it:
 *
 * - an objection that its signers, fewer than half of all members, do not outweigh;
 * - the next such act, whose signers knew this one as stopped: so it stays stopped, and one act
 *   waits at a time, even if what had stopped it turns out not to count.
 */
export function stopsIn(closure: Closure): (by: Entry, act: EntryId) => boolean {
  const authors = byAuthor(closure.entries)
  return (by, act) => {
    const footing = closure.footing(act)
    if (footing === undefined) return false
    if (by.type === 'objection' && isOutweighed(footing)) return false
    const voters = votersOf(footing.past)
    const before = closure.base.pending.get(act)?.acknowledged
    // A device that forked knew of the act all the same: it can only speed up what it also could by silence.
    const early = [...voters].filter(
      ([member, device]) =>
        before?.has(member) === true ||
        authors
          .get(device)
          ?.some(({ id }) => closure.includes(id, act) && !closure.includes(id, by.id)) === true,
    )
    return early.length * 2 <= voters.size
  }
}

/** Whether at least half of all members signed it. */
export function isOutweighed({ signers, past }: Footing): boolean {
  return signers.length * 2 >= past.members.size
}
