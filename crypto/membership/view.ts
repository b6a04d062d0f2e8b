import type { EpochId } from '#shared/ids.ts'
import { forumScope, suite } from './limits.ts'
import { devicesOf } from './scopes.ts'
import type { EpochState, HandoffState, InnerView } from './types.ts'

/** A view while it is made: its fields are replaced, what they hold is never changed in place. */
export type DraftView = { -readonly [Field in keyof InnerView]: InnerView[Field] }

export function emptyView(): DraftView {
  return {
    members: new Map(),
    guests: new Map(),
    devices: new Map(),
    invitations: new Map(),
    epochs: new Map(),
    acknowledged: new Map(),
    suspended: new Set(),
    pending: new Map(),
    handoff: null,
    policy: { suite, admission: 'one', document: null },
    attestations: new Map(),
    authors: new Map(),
    everEnrolled: new Set(),
    latestOpens: new Map(),
    revokedByOthers: new Map(),
    departures: [],
    voided: new Map(),
  }
}

/** A copy of the map with one more or another value. */
export function withValue<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  key: Key,
  value: Value,
): ReadonlyMap<Key, Value> {
  return new Map(map).set(key, value)
}

/** A copy of the map without a key. */
export function without<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  ...keys: readonly Key[]
): ReadonlyMap<Key, Value> {
  const copy = new Map(map)
  for (const key of keys) copy.delete(key)
  return copy
}

/** A copy of the set with these besides. */
export function withItems<Item>(
  set: ReadonlySet<Item> | undefined,
  items: Iterable<Item>,
): ReadonlySet<Item> {
  return new Set([...(set ?? []), ...items])
}

export interface CurrentEpoch {
  readonly epoch: EpochId | null
  readonly owed: boolean
}

/** Every entry on a view asks for the forum's; a view is asked only when it is finished. */
const ofForum = new WeakMap<InnerView, CurrentEpoch>()

/**
 * The epoch to write under in a scope. Candidates are the causally latest opens; of those that cover
 * exactly the active devices the highest Lamport wins, then the lowest id. With none, rotation is
 * owed, and the epoch is the best of those that lie within the active devices, if there is one. A
 * scope without devices has ended: no epoch, nothing owed.
 */
export function currentEpoch(view: InnerView, scope: string = forumScope): CurrentEpoch {
  const known = ofForum.get(view)
  if (scope === forumScope && known !== undefined) return known
  const current = findCurrentEpoch(view, scope)
  if (scope === forumScope) ofForum.set(view, current)
  return current
}

function findCurrentEpoch(view: InnerView, scope: string): CurrentEpoch {
  const devices = devicesOf(view, scope)
  if (devices.size === 0) return { epoch: null, owed: false }
  const within = (view.latestOpens.get(scope) ?? []).filter((open) => isWithin(open, devices))
  const exact = within.filter((open) => open.devices.size === devices.size)
  const best = [...(exact.length > 0 ? exact : within)].sort(
    (a, b) => b.lamport - a.lamport || (a.id < b.id ? -1 : 1),
  )[0]
  return { epoch: best?.id ?? null, owed: exact.length === 0 }
}

/** The offer that can still be accepted: it lapses with the next epoch of the forum. */
export function openOffer(view: InnerView): HandoffState | null {
  const { handoff } = view
  return handoff !== null && handoff.epoch === currentEpoch(view).epoch ? handoff : null
}

function isWithin(open: EpochState, devices: ReadonlySet<string>): boolean {
  for (const device of open.devices) if (!devices.has(device)) return false
  return true
}
