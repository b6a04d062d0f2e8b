import type { Readable } from './types.ts'

/** A value computed when it is read and only when something it stands on has changed. */
export interface View<T> extends Readable<T> {
  /** Something the value stands on has changed. */
  invalidate(): void
  /** Tells the listeners, if it was invalidated since they were last told. */
  notify(): void
}

/** `compute` gets the last value and returns it again where nothing differs. */
export function createView<T>(compute: (last: T | undefined) => T): View<T> {
  const listeners = new Set<() => void>()
  let value: T | undefined
  let stale = true
  let untold = false
  return {
    read: () => {
      if (stale || value === undefined) {
        value = compute(value)
        stale = false
      }
      return value
    },
    subscribe: (listener) => {
      // Wrapped, so that one function given twice is told twice and let go once.
      const entry = () => {
        listener()
      }
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    invalidate: () => {
      stale = true
      untold = true
    },
    notify: () => {
      if (!untold) return
      untold = false
      for (const listener of [...listeners]) listener()
    },
  }
}

/** The last value when both have the same own fields (maps and arrays by their members), else the next. */
export function keepSame<T extends object>(last: T | undefined, next: T): T {
  if (last === undefined) return next
  const before = new Map<string, unknown>(Object.entries(last))
  const after = Object.entries(next)
  const same =
    before.size === after.length && after.every(([key, value]) => isSame(before.get(key), value))
  return same ? last : next
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, value]) => b.has(key) && b.get(key) === value)
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, at) => Object.is(value, b[at]))
  return false
}
