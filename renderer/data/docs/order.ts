import { generateKeyBetween, generateNKeysBetween } from 'jittered-fractional-indexing'

export interface Ordered {
  readonly id: string
  /** A fractional index; empty when the document held none that can be used. */
  readonly order: string
}

/** Keys grow where one place is used again and again; beyond this the whole list gets new ones. */
const longestKey = 120

/** Whether the library can work with the key. */
export function isOrderKey(key: string): boolean {
  if (!/^[A-Za-z][0-9A-Za-z]{1,400}$/.test(key)) return false
  try {
    generateKeyBetween(key, null, { jitterBits: 0 })
    return true
  } catch {
    return false
  }
}

/** By key, then by id; what has no key comes last. */
export function compareOrder(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) {
    if (a.order === '') return 1
    if (b.order === '') return -1
    return a.order < b.order ? -1 : 1
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * Keys for `count` new entries between `list[at - 1]` and `list[at]` of a sorted list, and new keys
 * for those around it that stand in the way: entries with equal keys or none are keyed anew
 * together with the new ones, since no key lies between equals.
 */
export function keysAt(
  list: readonly Ordered[],
  at: number,
  count: number,
): { readonly keys: readonly string[]; readonly rekeyed: ReadonlyMap<string, string> } {
  let low = at
  let high = at
  while (!isGap(list, low, high)) {
    if (low > 0) low--
    if (high < list.length) high++
  }
  const found = keysWithin(list, at, count, low, high)
  const grown = [...found.keys, ...found.rekeyed.values()].some((key) => key.length > longestKey)
  return grown ? keysWithin(list, at, count, 0, list.length) : found
}

/** Whether new keys fit between `list[low - 1]` and `list[high]`. */
function isGap(list: readonly Ordered[], low: number, high: number): boolean {
  const left = list[low - 1]?.order
  const right = list[high]?.order
  if (left === '' || right === '') return false
  return left === undefined || right === undefined || left < right
}

function keysWithin(
  list: readonly Ordered[],
  at: number,
  count: number,
  low: number,
  high: number,
) {
  const around = high - low
  const all = generateNKeysBetween(
    list[low - 1]?.order ?? null,
    list[high]?.order ?? null,
    around + count,
  )
  const before = at - low
  const keys = all.slice(before, before + count)
  const rest = [...all.slice(0, before), ...all.slice(before + count)]
  const rekeyed = new Map<string, string>()
  for (const [index, entry] of list.slice(low, high).entries()) {
    const key = rest[index]
    if (key !== undefined) rekeyed.set(entry.id, key)
  }
  return { keys, rekeyed }
}
