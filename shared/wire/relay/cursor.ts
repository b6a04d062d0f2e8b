const span = 2 ** 32

/** Generations are drawn from 1 up to this. */
export const maxGeneration = 2 ** 21 - 1

/**
 * The place of a blob as clients know it: `generation * 2^32 + count`, below 2^53. The generation is
 * drawn when a relay's store is made, so that a client that comes back to a relay whose disk was lost
 * sees it even when the new mailbox has already outgrown the old cursor. `count` counts from 1 in
 * each mailbox; with 0 it is the place before the first blob.
 */
export function cursorAt(generation: number, count: number): number {
  return generation * span + count
}

export function generationOf(cursor: number): number {
  return Math.floor(cursor / span)
}

export function countOf(cursor: number): number {
  return cursor % span
}
