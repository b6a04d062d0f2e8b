import type { DeviceId, EntryId } from '#shared/ids.ts'
import type { Attack } from './attacks.ts'
import type { Closure } from './closure.ts'
import { cameTooLate } from './settled.ts'
import { votersOf } from './signatures.ts'
import type { Entry } from './types.ts'

/**
 * What stops an act that waits, unless more than half knew of the act before they knew of it:
 *
 * - an objection that its signers, fewer than half of all members, do not outweigh;
 * - the next such act, begun by people who knew of an objection that stopped this one: so it stays
 *   stopped, and one act waits at a time, even if that objection turns out not to count.
 */
export function findObjections(
  closure: Closure,
  forkedFrom: ReadonlyMap<DeviceId, number>,
): Attack[] {
  return closure.entries.flatMap((by) =>
    stoppedBy(closure, by).flatMap((act): readonly Attack[] => {
      const footing = closure.footing(act)
      if (footing === undefined) return []
      const voters = votersOf(footing.past)
      const acknowledged = closure.base.pending.get(act)?.acknowledged ?? new Set()
      const tooLate = cameTooLate(closure, { id: act }, by, voters, acknowledged, forkedFrom)
      return tooLate ? [] : [{ by, on: act, code: 'act-objected' }]
    }),
  )
}

function stoppedBy(closure: Closure, by: Entry): readonly EntryId[] {
  if (by.body.type === 'objection') {
    const act = closure.footing(by.body.act)
    const isOutweighed = act === undefined || act.signers.length * 2 >= act.past.members.size
    return isOutweighed ? [] : [by.body.act]
  }
  const footing = closure.footing(by.id)
  if (footing?.waits !== true) return []
  const earlier = closure.entries.filter(({ id }) => closure.footing(id)?.waits === true)
  return [...closure.base.pending.keys(), ...earlier.map(({ id }) => id)].filter(
    (id) => id !== by.id && closure.includes(by.id, id) && footing.past.voided.has(id),
  )
}
