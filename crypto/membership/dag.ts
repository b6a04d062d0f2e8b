import type { DeviceId, EntryId, ForumId } from '#shared/ids.ts'
import type { Sodium } from '../sodium.ts'
import { applyEntry } from './apply.ts'
import type { Applying } from './applying.ts'
import { addAll, addBit, countBits, emptyBitset, hasBit, keepCommon } from './bitset.ts'
import type { Bitset } from './bitset.ts'
import { evaluate } from './evaluate.ts'
import { footingOf } from './footing.ts'
import type { Footing } from './footing.ts'
import { isOutweighed } from './objections.ts'
import type { Dag, Entry, InnerView } from './types.ts'
import { emptyView, withValue } from './view.ts'
import type { DraftView } from './view.ts'

/** A Dag that grows, entry by entry in the order (Lamport, id), parents first. */
export interface GrowingDag extends Dag {
  add(entry: Entry): void
}

/** Views kept beside one for each entry and its parents: any member may name heads in new combinations, for ever. */
const maxExtraViews = 1000

interface Place {
  readonly entry: Entry
  readonly at: number
  /** Its past, itself included. */
  readonly past: Bitset
  readonly pastSize: number
  readonly footing: Footing
}

/** `size`: how many entries it may come to hold. */
export function createDag(sodium: Sodium, forum: ForumId, size: number): GrowingDag {
  const places = new Map<EntryId, Place>()
  const order: Place[] = []
  const authors = new Map<DeviceId, Entry[]>()
  const views = new Map<EntryId, InnerView>()
  const mergedViews = new Map<string, InnerView>()

  const entryOf = (id: EntryId) => places.get(id)?.entry
  const footing = (id: EntryId) => places.get(id)?.footing

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

  /**
   * The last entry that everything after it in this set follows and everything before it precedes,
   * and what comes after. What lies before it is decided: what follows it has all of that in its
   * past, so it can void none of it and settle none of it.
   */
  function splitAtLastCommon(heads: readonly EntryId[]) {
    const all = emptyBitset(size)
    for (const head of heads) {
      const place = places.get(head)
      if (place !== undefined) addAll(all, place.past)
    }
    const common = all.slice()
    let before = countBits(all)
    const after: Place[] = []
    for (let at = order.length - 1; at >= 0; at--) {
      const place = order[at]
      if (place === undefined || !hasBit(all, at)) continue
      if (hasBit(common, at) && place.pastSize === before) return { last: place, after }
      keepCommon(common, place.past)
      before--
      after.push(place)
    }
    return { last: undefined, after }
  }

  function merge(heads: readonly EntryId[]): InnerView {
    const { last, after } = splitAtLastCommon(heads)
    const entries = after.reverse().map(({ entry }) => entry)
    const base = last === undefined ? emptyView() : viewOf(last.entry)
    return evaluate({ entries, base, entry: entryOf, footing, includes }, { sodium, forum })
  }

  /** One entry that follows everything before it can void nothing, so its view is its past's and itself. */
  function extend(entry: Entry): InnerView {
    const view: DraftView = { ...pastOf(entry) }
    const applying: Applying = {
      sodium,
      forum,
      entry: entryOf,
      footing,
      includes,
      voided: new Map(),
      ended: new Map(),
      // It waits, so at most half know of it, and all that they wrote is in the past of this entry.
      stops: (_, act) => isStoppable(act),
    }
    const setback = applyEntry(applying, view, entry)
    // An act that waited found no place left, or was stopped.
    if (setback !== null) view.voided = withValue(view.voided, setback.entry, setback.code)
    return view
  }

  function isStoppable(act: EntryId): boolean {
    const stands = footing(act)
    return stands !== undefined && !isOutweighed(stands)
  }

  function viewOf(entry: Entry): InnerView {
    const known = views.get(entry.id)
    if (known !== undefined) return known
    const view = extend(entry)
    views.set(entry.id, view)
    return view
  }

  function pastOf(entry: Entry): InnerView {
    const view = entry.parents.length === 0 ? emptyView() : viewAt(entry.parents)
    if (view === undefined) throw new Error('Broken invariant: parents of an entry held are held')
    return view
  }

  function viewAt(heads: readonly EntryId[]): InnerView | undefined {
    if (heads.some((head) => !places.has(head))) return undefined
    const top = maximal(heads)
    const [only] = top
    if (only === undefined) return emptyView()
    const single = top.length === 1 ? entryOf(only) : undefined
    if (single !== undefined) return viewOf(single)
    const key = top.join(' ')
    const known = mergedViews.get(key)
    if (known !== undefined) return known
    const view = merge(top)
    if (mergedViews.size < size + maxExtraViews) mergedViews.set(key, view)
    return view
  }

  return {
    entry: entryOf,
    entriesOf: (device) => authors.get(device) ?? [],
    viewAt,
    includes,
    add(entry) {
      const past = emptyBitset(size)
      for (const parent of entry.parents) {
        const place = places.get(parent)
        if (place !== undefined) addAll(past, place.past)
      }
      const at = order.length
      addBit(past, at)
      const stands = footingOf(entry, pastOf(entry), { entry: entryOf })
      const place = { entry, at, past, pastSize: countBits(past), footing: stands }
      places.set(entry.id, place)
      order.push(place)
      const own = authors.get(entry.author)
      if (own === undefined) authors.set(entry.author, [entry])
      else own.push(entry)
    },
  }
}
