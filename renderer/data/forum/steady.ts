import type { Readable } from '../readable.ts'

/**
 * A typed document that stays the same object while the shared document under it is replaced: each
 * call goes to the one that is current, and who listens is told when it changes. The listeners that
 * the screens hold would otherwise listen to a document that nobody writes any more.
 */
export function steady<T extends Readable<unknown>>(
  current: () => T,
  onReplaced: (listener: () => void) => () => void,
): T {
  function subscribe(listener: () => void): () => void {
    let stop = current().subscribe(listener)
    const stopWatching = onReplaced(() => {
      stop()
      stop = current().subscribe(listener)
      listener()
    })
    return () => {
      stopWatching()
      stop()
    }
  }
  const calls = Object.keys(current()).map((name) => [
    name,
    (...given: unknown[]): unknown => {
      const call: unknown = Reflect.get(current(), name)
      return typeof call === 'function' ? Reflect.apply(call, undefined, given) : call
    },
  ])
  // A typed document has only methods; each is here under its name.
  return { ...Object.fromEntries(calls), subscribe } as T
}
