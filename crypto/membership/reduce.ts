import type { FailureCode } from '#shared/failure.ts'
import type { DeviceId, EntryId, ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceKeyResolver } from '../envelope/open.ts'
import type { Sodium } from '../sodium.ts'
import { createDag } from './dag.ts'
import type { GrowingDag } from './dag.ts'
import { currentEpoch, emptyView } from './innerView.ts'
import { breach } from './rules.ts'
import type { Entry, ForumState } from './types.ts'

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
  for (const [id, failure] of dag.voidedAt(sorted).voided) refused.set(id, failure)
  const { epoch, owed } = currentEpoch(view)
  return {
    forum,
    members: view.members,
    devices: view.devices,
    invitations: view.invitations,
    epochs: view.epochs,
    suspended: view.suspended,
    heads: sorted,
    currentEpoch: epoch,
    rotationOwed: owed,
    refused,
    missing,
    dag,
  }
}

/**
 * Resolves a device to its signing key as of the heads that an envelope names: `entry-parent-unknown`
 * when the chain is not that far (keep the envelope and try again), `device-not-active` otherwise.
 */
export function deviceKeyAt(state: ForumState): DeviceKeyResolver {
  // Thousands of envelopes name the same device and heads: each such pair is looked up once.
  const known = new Map<DeviceId, Map<string, Result<Uint8Array>>>()
  return (device, chainHeads) => {
    const [only] = chainHeads
    const key = chainHeads.length === 1 && only !== undefined ? only : chainHeads.join(' ')
    const ofDevice = known.get(device) ?? new Map<string, Result<Uint8Array>>()
    const found = ofDevice.get(key)
    if (found !== undefined) return found
    const resolved = resolveDevice(state, device, chainHeads)
    // What is not found is not kept, nor more than so many: a sender must not fill memory.
    if (resolved.ok && ofDevice.size < 1000) known.set(device, ofDevice.set(key, resolved))
    return resolved
  }
}

function resolveDevice(
  state: ForumState,
  device: DeviceId,
  chainHeads: readonly EntryId[],
): Result<Uint8Array> {
  const view = state.dag.viewAt(chainHeads)
  if (view === undefined) return fail('entry-parent-unknown')
  const known = view.devices.get(device)
  return known === undefined ? fail('device-not-active') : ok(known.signingKey)
}

/** Whether `newer` heads know everything that `older` heads know: heads along a log only go forward. */
export function headsDescend(
  state: ForumState,
  newer: readonly EntryId[],
  older: readonly EntryId[],
): boolean {
  return older.every((old) => newer.some((head) => state.dag.includes(head, old)))
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
  return breach({ entry, parents, past })?.failure ?? null
}
