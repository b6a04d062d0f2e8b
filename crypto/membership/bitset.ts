/** A set of small whole numbers: what lies in the past of an entry, by place in the order. */
export type Bitset = Uint32Array

export function emptyBitset(size: number): Bitset {
  return new Uint32Array(Math.ceil(size / 32))
}

export function addBit(set: Bitset, at: number): void {
  set[at >>> 5] = (set[at >>> 5] ?? 0) | (1 << (at & 31))
}

export function hasBit(set: Bitset, at: number): boolean {
  return ((set[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0
}

/** Adds all of `other` to `set`. */
export function addAll(set: Bitset, other: Bitset): void {
  for (let at = 0; at < set.length; at++) set[at] = (set[at] ?? 0) | (other[at] ?? 0)
}

/** Keeps of `set` what `other` has too. */
export function keepCommon(set: Bitset, other: Bitset): void {
  for (let at = 0; at < set.length; at++) set[at] = (set[at] ?? 0) & (other[at] ?? 0)
}

export function countBits(set: Bitset): number {
  let count = 0
  for (let word of set) {
    for (; word !== 0; word &= word - 1) count++
  }
  return count
}
