import type { FailureCode } from '#shared/failure.ts'
import type { EntryId, ForumId } from '#shared/ids.ts'
import type { Sodium } from '../sodium.ts'
import { createDag } from './dag.ts'
import type { GrowingDag } from './dag.ts'
import { breach } from './rules/index.ts'
import { scopesOf } from './scopeState.ts'
import type { Entry, ForumState } from './types.ts'
import { currentEpoch, emptyView, openOffer } from './view.ts'

/**
 * The forum as these entries have it: a pure function of their set, whatever order they come in and
 * however often. `forum` is what makes a hostile second genesis harmless. Nothing fails: entries
 * that do not count are in `refused`, those whose parents are not here as `entry-parent-unknown`.
 */
export function reduceChain(sodium: Sodium, forum: ForumId, entries: Iterable<Entry>): ForumState {
  const given = new Map<EntryId, Entry>()
  for (const entry of entries) if (!given.has(entry.id)) given.set(entry.id, entry)
  const order = [...given.values()].sort((a, b) => a.lamport - b.lamport || (a.id < b.id ? -1 : 1))

  const dag = createDag(sodium, forum, order.length)
  const refused = new Map<EntryId, FailureCode>()
  const missing = new Set<EntryId>()
  const heads = new Set<EntryId>()
  for (const entry of order) {
    for (const parent of entry.parents) if (!given.has(parent)) missing.add(parent)
    const failure = judge(forum, dag, refused, given, entry)
    if (failure !== null) {
      refused.set(entry.id, failure)
      continue
    }
    dag.add(entry)
    for (const parent of entry.parents) heads.delete(parent)
    heads.add(entry.id)
  }

  const sorted = [...heads].sort()
  const view = dag.viewAt(sorted) ?? emptyView()
  for (const [id, failure] of view.voided) refused.set(id, failure)
  const { epoch, owed } = currentEpoch(view)
  return {
    forum,
    members: view.members,
    guests: view.guests,
    devices: view.devices,
    invitations: view.invitations,
    epochs: view.epochs,
    acknowledged: view.acknowledged,
    suspended: view.suspended,
    pending: view.pending,
    handoff: openOffer(view),
    policy: view.policy,
    attestations: view.attestations,
    heads: sorted,
    scopes: scopesOf(view),
    currentEpoch: epoch,
    rotationOwed: owed,
    refused,
    missing,
    dag,
  }
}

function judge(
  forum: ForumId,
  dag: GrowingDag,
  refused: ReadonlyMap<EntryId, FailureCode>,
  given: ReadonlyMap<EntryId, Entry>,
  entry: Entry,
): FailureCode | null {
  if (entry.forum !== forum) return 'entry-not-authorised'
  const parents: Entry[] = []
  for (const id of entry.parents) {
    const parent = dag.entry(id)
    if (parent !== undefined) parents.push(parent)
    else if (!given.has(id) || refused.get(id) === 'entry-parent-unknown') {
      return 'entry-parent-unknown'
    }
  }
  // A refused parent, or one that does not come before its child in the order.
  if (parents.length < entry.parents.length) return 'entry-not-authorised'
  const past = dag.viewAt(entry.parents) ?? emptyView()
  return breach({ entry, parents, past, dag })?.failure ?? null
}
