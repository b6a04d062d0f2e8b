import type { FailureCode } from '#shared/failure.ts'
import type { EntryId } from '#shared/ids.ts'
import type { Attack } from './attacks.ts'
import { isBefore } from './closure.ts'
import type { Closure } from './closure.ts'
import type { Entry } from './types.ts'

/**
 * Which entries are void, given what would void what. An entry counts when nothing that counts is
 * against it or against what it stands on. Between two that are against each other the one with more
 * signers counts, then removals, then the lower Lamport, then the lower id; so too in longer rings.
 * `start`: what is void before all else. `ended`: what is against others as if it counted, while
 * nothing stands on it (see `Applying`).
 */
export function resolve(
  closure: Closure,
  attacks: readonly Attack[],
  start: ReadonlyMap<EntryId, FailureCode>,
  ended: ReadonlyMap<EntryId, FailureCode>,
): Map<EntryId, FailureCode> {
  const voided = new Map(start)
  const direct = new Map<EntryId, Attack[]>()
  for (const attack of attacks) {
    const known = direct.get(attack.on)
    if (known === undefined) direct.set(attack.on, [attack])
    else known.push(attack)
  }
  const against = spreadToDependents(closure, direct)
  const attackers = new Map(attacks.map(({ by }) => [by.id, by]))
  const nodes = [...attackers.values()].sort((a, b) => (isStronger(a, b) ? -1 : 1))
  dropWeakerOfTwo(nodes, against)

  voidDependents(closure, voided, ended)
  const counts = new Set<EntryId>()
  const beaten = new Set<EntryId>()
  let open = nodes.filter(({ id }) => !voided.has(id))
  while (open.length > 0) {
    const openIds = new Set(open.map(({ id }) => id))
    const rivalsOf = (id: EntryId) => [...(against.get(id) ?? [])]
    const lost = open.filter(({ id }) => rivalsOf(id).some((by) => counts.has(by)))
    const free = open.filter(({ id }) => rivalsOf(id).every((by) => !openIds.has(by)))
    for (const { id } of lost) openIds.delete(id)
    if (lost.length === 0 && free.length === 0) {
      // A ring: the strongest counts, and whatever is against it does not.
      const { id } = strongestRing(open, against)
      counts.add(id)
      openIds.delete(id)
      for (const by of rivalsOf(id)) if (openIds.delete(by)) beaten.add(by)
    } else if (lost.length === 0) {
      for (const { id } of free) {
        counts.add(id)
        openIds.delete(id)
      }
    }
    open = open.filter(({ id }) => openIds.has(id))
  }

  for (const id of beaten) voided.set(id, 'overridden')
  for (const [id, list] of direct) {
    const attack = list.find(({ by }) => counts.has(by.id))
    if (attack !== undefined && !counts.has(id) && !voided.has(id)) voided.set(id, attack.code)
  }
  voidDependents(closure, voided, ended)
  return voided
}

/** What stands on something that gives nothing is void; down the order, so that it carries on. */
function voidDependents(
  closure: Closure,
  voided: Map<EntryId, FailureCode>,
  ended: ReadonlyMap<EntryId, FailureCode>,
): void {
  for (const { id } of closure.entries) {
    if (voided.has(id)) continue
    const sources = closure.footing(id)?.sources ?? []
    const stands = sources.every((source) => !voided.has(source) && !ended.has(source))
    if (!stands) voided.set(id, 'device-not-active')
  }
}

/** For each entry, what is against it or against anything it stands on. */
function spreadToDependents(
  closure: Closure,
  direct: ReadonlyMap<EntryId, readonly Attack[]>,
): Map<EntryId, Set<EntryId>> {
  const against = new Map<EntryId, Set<EntryId>>()
  for (const [id, list] of direct) against.set(id, new Set(list.map(({ by }) => by.id)))
  for (const { id } of closure.entries) {
    for (const source of closure.footing(id)?.sources ?? []) {
      for (const by of against.get(source) ?? []) {
        if (by === id) continue
        const own = against.get(id)
        if (own === undefined) against.set(id, new Set([by]))
        else own.add(by)
      }
    }
  }
  return against
}

function dropWeakerOfTwo(nodes: readonly Entry[], against: Map<EntryId, Set<EntryId>>): void {
  for (const [at, strong] of nodes.entries()) {
    for (const weak of nodes.slice(at + 1)) {
      if (against.get(weak.id)?.has(strong.id) === true) against.get(strong.id)?.delete(weak.id)
    }
  }
}

/** Of entries in rings, the strongest that only members of its own ring are against. */
function strongestRing(open: readonly Entry[], against: ReadonlyMap<EntryId, Set<EntryId>>): Entry {
  const openIds = new Set(open.map(({ id }) => id))
  function reach(from: EntryId): Set<EntryId> {
    const seen = new Set<EntryId>()
    const queue = [from]
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const by of against.get(id) ?? []) {
        if (!openIds.has(by) || seen.has(by)) continue
        seen.add(by)
        queue.push(by)
      }
    }
    return seen
  }
  const reached = new Map(open.map(({ id }) => [id, reach(id)]))
  const ring = open.find(({ id }) =>
    [...(reached.get(id) ?? [])].every((other) => reached.get(other)?.has(id) === true),
  )
  const chosen = ring ?? open[0]
  if (chosen === undefined) throw new Error('Broken invariant: something is undecided')
  return chosen
}

function isStronger(a: Entry, b: Entry): boolean {
  const signers = b.coSigners.length - a.coSigners.length
  if (signers !== 0) return signers < 0
  const removes = (entry: Entry) => (entry.type === 'member.remove' ? 0 : 1)
  if (removes(a) !== removes(b)) return removes(a) < removes(b)
  return isBefore(a, b)
}
