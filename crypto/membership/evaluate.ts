import type { FailureCode } from '#shared/failure.ts'
import type { EntryId } from '#shared/ids.ts'
import { applyEntry } from './apply.ts'
import type { Applying, Setback } from './applying.ts'
import { findAttacks } from './attacks.ts'
import { areConcurrent } from './closure.ts'
import type { Closure } from './closure.ts'
import { findForks } from './forks.ts'
import { stopsIn } from './objections.ts'
import { resolve } from './resolve.ts'
import { settledIn } from './settled.ts'
import type { Settled } from './settled.ts'
import type { Entry, InnerView } from './types.ts'
import { without } from './view.ts'
import type { DraftView } from './view.ts'

/**
 * What holds when exactly these entries are known: first what of them is void because of others that
 * their authors did not know, then the rest in order. It depends on the set alone and not on the
 * order in which it came.
 *
 * - `fork-suspends`: two entries of one device at one sequence void both and what that device wrote
 *   after, except what is settled against every rival at that sequence.
 * - What `findAttacks` says, decided by `resolve`.
 * - `last-comes-not-in`: over twelve members, or three devices of a member, the one that finds no
 *   place is void; where it is settled against all that came in beside it, the last of those.
 * - What waits counts until `stopsIn` stops it or it finds no place: what lost to it does not come
 *   back, so that what is known now never changes what was decided before.
 */
export function evaluate(closure: Closure, on: Pick<Applying, 'sodium' | 'forum'>): InnerView {
  const forks = findForks(closure)
  const settled = settledIn(closure, forks.from)
  const attacks = findAttacks(closure, settled)
  const stops = stopsIn(closure)
  const start = new Map<EntryId, FailureCode>()
  const ended = new Map<EntryId, FailureCode>()
  for (const [entry, rivals] of forks.rivals) {
    if (!rivals.every((rival) => settled(entry, rival))) start.set(entry.id, 'sequence-fork')
  }
  for (;;) {
    const voided = resolve(closure, attacks, start, ended)
    const { base, entry, footing, includes } = closure
    const applying: Applying = { ...on, entry, footing, includes, voided, ended, stops }
    const view: DraftView = {
      ...base,
      suspended: new Set([...base.suspended, ...forks.from.keys()]),
      pending: without(base.pending, ...voided.keys(), ...ended.keys()),
      voided: new Map([...base.voided, ...ended, ...voided]),
    }
    const setback = applyAll(applying, view, closure.entries)
    if (setback === null) return view
    const out = givesWay(closure, setback, view, settled)
    const isWaiting = closure.footing(out)?.waits === true
    ;(isWaiting ? ended : start).set(out, setback.code)
  }
}

function applyAll(applying: Applying, view: DraftView, entries: readonly Entry[]): Setback | null {
  for (const entry of entries) {
    const setback = applyEntry(applying, view, entry)
    if (setback !== null) return setback
  }
  return null
}

/** Of what finds no place and those beside it that have one, the one that gives way. */
function givesWay(closure: Closure, setback: Setback, view: InnerView, settled: Settled): EntryId {
  const late = closure.entries.find(({ id }) => id === setback.entry)
  // What waited and was stopped, or comes to its turn only here, gives way itself.
  if (late === undefined || closure.footing(late.id)?.waits === true) return setback.entry
  const inPlace = new Set([...view.devices.values()].map(({ admittedBy }) => admittedBy))
  const beside = closure.entries.filter(
    (entry) =>
      inPlace.has(entry.id) && competesFor(setback, entry) && areConcurrent(closure, entry, late),
  )
  const last = beside.at(-1)
  const stands = last !== undefined && beside.every((other) => settled(late, other))
  return stands ? last.id : late.id
}

function competesFor({ member }: Setback, { body }: Entry): boolean {
  if (member === null) return body.type === 'member.admit'
  return (body.type === 'device.add' || body.type === 'recovery.use') && body.member === member
}
