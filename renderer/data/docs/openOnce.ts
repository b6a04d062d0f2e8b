import type { SharedDocument } from './types.ts'

/** Opens one typed document for each shared document, and gives the same one after that. */
export function openOnce<T extends object>(
  open: (shared: SharedDocument) => T,
): (shared: SharedDocument) => T {
  const opened = new WeakMap<SharedDocument, T>()
  return (shared) => {
    const known = opened.get(shared)
    if (known !== undefined) return known
    const made = open(shared)
    opened.set(shared, made)
    return made
  }
}
