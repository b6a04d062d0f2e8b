import type { EntryId, ForumId } from '#shared/ids.ts'
import type { Sodium } from '../sodium.ts'
import { addAll, addBit, emptyBitset, hasBit } from './bitset.ts'
import type { Bitset } from './bitset.ts'
import { applyEntry, draftFor, emptyView } from './innerView.ts'
import type { Dag, Entry, InnerView } from './types.ts'
import { findVoided } from './voided.ts'
import type { Closure, Voiding } from './voided.ts'

/** A Dag that grows, entry by entry in the order (Lamport, id), parents first. */
export interface GrowingDag extends Dag {
  add(entry: Entry): void
  /** What is void when exactly these entries and their pasts are known. */
  voidedAt(heads: readonly EntryId[]): Voiding
}

/** Views kept beside one for each entry: any member may name heads in new combinations, for ever. */
const maxExtraViews = 1000

interface Place {
  readonly entry: Entry
  readonly at: number
  /** Its past, itself included. */
  readonly past: Bitset
}

/** `size`: how many entries it may come to hold. */
export function createDag(sodium: Sodium, forum: ForumId, size: number): GrowingDag {
  const places = new Map<EntryId, Place>()
  const order: Entry[] = []
  const views = new Map<string, InnerView>()

  function includes(newer: EntryId, older: EntryId): boolean {
    const from = places.get(newer)
    const to = places.get(older)
    return from !== undefined && to !== undefined && hasBit(from.past, to.at)
  }

  function maximal(heads: readonly EntryId[]): readonly EntryId[] {
    const distinct = [...new Set(heads)].sort()
    if (distinct.length < 2) return distinct
    return distinct.filter(
      (head) => !distinct.some((other) => other !== head && includes(other, head)),
    )
  }

  function closureOf(heads: readonly EntryId[]): Closure {
    const all = emptyBitset(size)
    for (const head of heads) {
      const place = places.get(head)
      if (place !== undefined) addAll(all, place.past)
    }
    const entries = order.filter((_, at) => hasBit(all, at))
    return { entries, includes, pastOf: (entry) => knownView(entry.parents) }
  }

  function knownView(heads: readonly EntryId[]): InnerView {
    const view = viewAt(heads)
    if (view === undefined) throw new Error('Broken invariant: parents of an entry held are held')
    return view
  }

  /** All of a closure at once, since what its branches did not know of each other may void. */
  function evaluate(heads: readonly EntryId[]): InnerView {
    const closure = closureOf(heads)
    const { voided, suspended } = findVoided(closure)
    const view = emptyView()
    for (const entry of closure.entries) {
      applyEntry(sodium, forum, view, entry, voided.has(entry.id), includes)
    }
    view.suspended = new Set(suspended)
    return view
  }

  /**
   * One entry that follows everything before it can void nothing and settle nothing (it has every
   * rival in its past), so its view is its past's with itself added.
   */
  function extend(entry: Entry): InnerView {
    const past = knownView(entry.parents)
    const view = draftFor(past, entry)
    applyEntry(sodium, forum, view, entry, false, includes)
    return view
  }

  function viewAt(heads: readonly EntryId[]): InnerView | undefined {
    if (heads.some((head) => !places.has(head))) return undefined
    const top = maximal(heads)
    const key = top.join(' ')
    const known = views.get(key)
    if (known !== undefined) return known
    const [only] = top
    const entry = only !== undefined && top.length === 1 ? places.get(only)?.entry : undefined
    const view = entry !== undefined ? extend(entry) : evaluate(top)
    if (views.size < size + maxExtraViews) views.set(key, view)
    return view
  }

  return {
    entry: (id) => places.get(id)?.entry,
    viewAt,
    includes,
    voidedAt: (heads) => findVoided(closureOf(heads)),
    add(entry) {
      const past = emptyBitset(size)
      for (const parent of entry.parents) {
        const place = places.get(parent)
        if (place !== undefined) addAll(past, place.past)
      }
      addBit(past, order.length)
      places.set(entry.id, { entry, at: order.length, past })
      order.push(entry)
    },
  }
}
