/**
 * A value that changes over time. `read` returns the same object until it changes, so that React
 * can compare by identity.
 */
export interface Readable<T> {
  read(): T
  /** Calls back after each change; returns the way to stop. */
  subscribe(listener: () => void): () => void
}

/** A readable that its holder may set. */
export interface Writable<T> extends Readable<T> {
  set(value: T): void
  update(change: (value: T) => T): void
}

/** Makes a writable. Setting the same object again tells nobody. */
export function createWritable<T>(first: T): Writable<T> {
  let current = first
  const listeners = new Set<() => void>()
  function set(value: T): void {
    if (Object.is(value, current)) return
    current = value
    for (const listener of [...listeners]) listener()
  }
  return {
    read: () => current,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    set,
    update: (change) => set(change(current)),
  }
}

/** What follows from another readable; tells only when that is another value. */
export function derivedReadable<T, U>(source: Readable<T>, derive: (value: T) => U): Readable<U> {
  const derived = createWritable(derive(source.read()))
  source.subscribe(() => derived.set(derive(source.read())))
  return { read: derived.read, subscribe: derived.subscribe }
}
