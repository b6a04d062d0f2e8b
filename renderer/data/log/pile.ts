import type { Table } from 'dexie'
import type { PileRow } from './database.ts'

/** How much one owner may lay on a pile, sealing included. */
export interface Allowance {
  readonly count: number
  readonly bytes: number
}

/**
 * Lays a row on a pile unless it is there already or its owner's allowance is used up. Call it
 * inside a transaction, so that nothing comes between the count and the row.
 */
export async function layOn(
  table: Table<PileRow, number>,
  row: PileRow,
  allowance: Allowance,
): Promise<'stored' | 'duplicate' | 'full'> {
  if ((await table.where('place').equals(row.place).count()) > 0) return 'duplicate'
  const own = await table.where('owner').equals(row.owner).toArray()
  const bytes = own.reduce((sum, other) => sum + sizeOf(other), sizeOf(row))
  if (own.length >= allowance.count || bytes > allowance.bytes) return 'full'
  await table.add(row)
  return 'stored'
}

function sizeOf(row: PileRow): number {
  return row.sealed instanceof Uint8Array ? row.sealed.length : 0
}
