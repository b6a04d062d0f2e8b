import type { FailureCode } from '#shared/failure.ts'
import type { EntryId } from '#shared/ids.ts'
import { applyEntry } from './apply.ts'
import type { Applying, Overflow } from './applying.ts'
import { findAttacks } from './attacks.ts'
import { areConcurrent } from './closure.ts'
import type { Closure } from './closure.ts'
import { findForks } from './forks.ts'
import { findObjections } from './objections.ts'
import { resolve } from './resolve.ts'
import { settledIn } from './settled.ts'
import type { Settled } from './settled.ts'
import type { Entry, InnerView } from './types.ts'
import type { DraftView } from './view.ts'

/**
 * What holds when exactly these entries are known: first what of them is void because of others that
 * their authors did not know, then the rest in order. It depends on the set alone and not on the
 * order in which it came.
 *
 * - `fork-suspends`: two entries of one device at one sequence void both and what that device wrote
 *   after, except what is settled against every rival at that sequence.
 * - What `findAttacks` and objections say, decided by `resolve`.
 * - `last-comes-not-in`: over twelve members, or three devices of a member, the last that is not
 *   settled against a concurrent one is void (without such, the last).
 */
export function evaluate(closure: Closure, on: Pick<Applying, 'sodium' | 'forum'>): InnerView {
  const forks = findForks(closure)
  const settled = settledIn(closure, forks.from)
  const objections = findObjections(closure, forks.from)
  const attacks = [...findAttacks(closure, settled), ...objections]
  const stopping = new Set(objections.map(({ by }) => by.id))
  const start = new Map<EntryId, FailureCode>()
  for (const [entry, rivals] of forks.rivals) {
    if (!rivals.every((rival) => settled(entry, rival))) start.set(entry.id, 'sequence-fork')
  }
  for (;;) {
    const voided = new Map(start)
    resolve(closure, attacks, voided)
    const applying: Applying = {
      ...on,
      entry: closure.entry,
      footing: closure.footing,
      includes: closure.includes,
      voided,
      forkedFrom: forks.from,
      stopped: (objection) => stopping.has(objection.id),
    }
    const view: DraftView = {
      ...closure.base,
      suspended: new Set([...closure.base.suspended, ...forks.from.keys()]),
      voided: new Map([...closure.base.voided, ...voided]),
    }
    const overflow = applyAll(applying, view, closure.entries)
    if (overflow === null) return view
    const last = lastToComeIn(closure, overflow, voided, settled)
    start.set(last, overflow.code)
    // An act that waited had its turn: what lost to it does not come back because it found no room.
    if (closure.footing(last)?.waits !== true) continue
    for (const { by, on: lost, code } of attacks) {
      if (by.id === last && !start.has(lost)) start.set(lost, code)
    }
  }
}

function applyAll(applying: Applying, view: DraftView, entries: readonly Entry[]): Overflow | null {
  for (const entry of entries) {
    const overflow = applyEntry(applying, view, entry)
    if (overflow !== null) return overflow
  }
  return null
}

/** Of those that compete for the place that is not there, the one that does not get it. */
function lastToComeIn(
  closure: Closure,
  overflow: Overflow,
  voided: ReadonlyMap<EntryId, FailureCode>,
  settled: Settled,
): EntryId {
  const upTo = closure.entries.findIndex(({ id }) => id === overflow.entry)
  const competing = closure.entries
    .slice(0, upTo + 1)
    .filter((entry) => !voided.has(entry.id) && competesFor(overflow, entry))
    .reverse()
  const last = competing.find((entry) =>
    competing.some((other) => areConcurrent(closure, entry, other) && !settled(entry, other)),
  )
  return last?.id ?? overflow.entry
}

function competesFor({ member }: Overflow, { body }: Entry): boolean {
  if (member === null) return body.type === 'member.admit'
  return (body.type === 'device.add' || body.type === 'recovery.use') && body.member === member
}
