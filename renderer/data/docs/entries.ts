import * as Y from 'yjs'
import { fail, invariant, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { isEntryId, newId } from './newId.ts'
import { compareOrder, isOrderKey, keysAt } from './order.ts'
import type { Ordered } from './order.ts'
import type { Place, SharedDocument } from './types.ts'
import { createView, keepSame } from './view.ts'
import type { View } from './view.ts'

/** What an entry's map holds. Any member's app may have written it, so every value is unknown. */
export type Fields = Y.Map<unknown>

export interface EntriesView<T> {
  readonly live: readonly T[]
  /** Last removed first. */
  readonly removed: readonly T[]
}

/** A list that people reorder: a map of random ids to maps with an order key and a removal mark. */
export interface Entries<T> {
  readonly view: View<EntriesView<T>>
  /** The fields of an entry that is there and not removed. */
  find(id: string): Fields | null
  /** Makes all of the drafts or, with the first failure, none. Returns their ids. */
  addDrafts<D>(
    drafts: readonly D[],
    make: (draft: D) => Result<Fields>,
    place: Place,
  ): Result<readonly string[]>
  /** Writes plain values of one entry. */
  set(id: string, values: readonly (readonly [string, unknown])[]): Result<void>
  move(id: string, place: Place): Result<void>
  remove(id: string): Result<void>
  restore(id: string): Result<void>
}

interface Entry<T> extends Ordered {
  /** When it was removed, in milliseconds since 1970; null for one that stands. */
  readonly removedAt: number | null
  readonly value: T
}

export function createEntries<T extends object>(options: {
  readonly shared: SharedDocument
  readonly root: string
  /** How many may be added to; twice as many are read, since two may add at once. */
  readonly limit: number
  readonly parse: (id: string, fields: Fields) => T
}): Entries<T> {
  const { shared, limit, parse } = options
  const root = shared.map(options.root)
  const cache = new Map<string, Entry<T>>()
  const dirty = new Set<string>(root.keys())

  const refresh = () => {
    for (const id of dirty) {
      const fields = root.get(id)
      if (!isEntryId(id) || !(fields instanceof Y.Map)) {
        cache.delete(id)
        continue
      }
      const last = cache.get(id)
      const value = keepSame(last?.value, parse(id, fields))
      cache.set(id, keepSame(last, { id, ...readMarks(fields), value }))
    }
    dirty.clear()
  }
  const sorted = () => [...cache.values()].sort(compareOrder)
  const view = createView<EntriesView<T>>((last) => {
    refresh()
    const all = sorted()
    const live = all.filter((entry) => entry.removedAt === null).slice(0, limit * 2)
    const removed = all
      .filter((entry) => entry.removedAt !== null)
      .sort((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0))
      .slice(0, limit * 2)
    return keepSame(last, {
      live: keepList(last?.live, live),
      removed: keepList(last?.removed, removed),
    })
  })
  root.observeDeep((events) => {
    for (const event of events) {
      const key = event.path[0]
      if (typeof key === 'string') dirty.add(key)
      else if (event instanceof Y.YMapEvent)
        for (const changed of event.keysChanged) if (typeof changed === 'string') dirty.add(changed)
    }
    view.invalidate()
  })
  shared.onSettled(() => {
    view.notify()
  })

  const standing = () => {
    refresh()
    return sorted().filter((entry) => entry.removedAt === null)
  }
  const read = (id: string): Fields | null => {
    const fields = root.get(id)
    return isEntryId(id) && fields instanceof Y.Map ? fields : null
  }
  const find = (id: string) => {
    const fields = read(id)
    return fields !== null && readMarks(fields).removedAt === null ? fields : null
  }
  const rekey = (rekeyed: ReadonlyMap<string, string>) => {
    for (const [id, order] of rekeyed) read(id)?.set('order', order)
  }

  return {
    view,
    find,
    addDrafts: (drafts, make, place) => {
      const all: Fields[] = []
      for (const draft of drafts) {
        const made = make(draft)
        if (!made.ok) return made
        all.push(made.value)
      }
      const list = standing()
      if (list.length + all.length > limit) return fail('list-full')
      const at = indexOf(list, place)
      if (at === null) return fail('not-found')
      return shared.transact(() => {
        const { keys, rekeyed } = keysAt(list, at, all.length)
        rekey(rekeyed)
        return all.map((fields, index) => {
          const id = newId()
          fields.set('order', keys[index] ?? '')
          root.set(id, fields)
          return id
        })
      })
    },
    set: (id, values) => {
      const fields = find(id)
      if (fields === null) return fail('not-found')
      return shared.transact(() => {
        for (const [key, value] of values) setIfOther(fields, key, value)
      })
    },
    move: (id, place) => {
      const fields = find(id)
      if (fields === null) return fail('not-found')
      if (typeof place === 'object' && ('before' in place ? place.before : place.after) === id)
        return ok(undefined)
      const list = standing().filter((entry) => entry.id !== id)
      const at = indexOf(list, place)
      if (at === null) return fail('not-found')
      return shared.transact(() => {
        const { keys, rekeyed } = keysAt(list, at, 1)
        rekey(rekeyed)
        fields.set('order', keys[0] ?? '')
      })
    },
    remove: (id) => {
      const fields = find(id)
      if (fields === null) return fail('not-found')
      return shared.transact(() => {
        fields.set('deletedAt', Date.now())
      })
    },
    restore: (id) => {
      const fields = read(id)
      if (fields === null) return fail('not-found')
      if (find(id) === null && standing().length >= limit) return fail('list-full')
      return shared.transact(() => {
        fields.delete('deletedAt')
      })
    },
  }
}

/** Writes a plain value only where it differs, so that nothing is sent for nothing. */
export function setIfOther(map: Y.Map<unknown>, key: string, value: unknown): void {
  if (!map.has(key) || map.get(key) !== value) map.set(key, value)
}

/** The id of the one entry that was added. */
export function onlyOf(ids: readonly string[]): string {
  const [id] = ids
  invariant(id !== undefined && ids.length === 1, 'one entry was added')
  return id
}

function readMarks(fields: Fields): { order: string; removedAt: number | null } {
  const order = fields.get('order')
  const removedAt = fields.get('deletedAt')
  return {
    order: typeof order === 'string' && isOrderKey(order) ? order : '',
    removedAt: typeof removedAt === 'number' && Number.isFinite(removedAt) ? removedAt : null,
  }
}

function keepList<T>(last: readonly T[] | undefined, entries: readonly Entry<T>[]): readonly T[] {
  const next = entries.map((entry) => entry.value)
  const same = last?.length === next.length && next.every((value, at) => Object.is(value, last[at]))
  return same && last !== undefined ? last : next
}

function indexOf(list: readonly Ordered[], place: Place): number | null {
  if (place === 'first') return 0
  if (place === 'last') return list.length
  const beside = 'before' in place ? place.before : place.after
  const at = list.findIndex((entry) => entry.id === beside)
  return at < 0 ? null : at + ('before' in place ? 0 : 1)
}
