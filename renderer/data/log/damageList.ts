import type { Damage } from './types.ts'

/** Damage found since opening, each row once. */
export interface DamageList {
  readonly found: readonly Damage[]
  report(table: string, key: string): void
}

export function createDamageList(): DamageList {
  const found: Damage[] = []
  const known = new Set<string>()
  return {
    found,
    report(table, key) {
      const place = `${table}/${key}`
      if (known.has(place)) return
      known.add(place)
      found.push({ code: 'row-corrupted', table, key })
    },
  }
}
