import { ClassicLevel } from 'classic-level'
import { firstDay, type Calendar } from './calendar.ts'
import { drawGeneration } from './generation.ts'
import {
  calendarKey,
  chargedKey,
  copyKey,
  floorKey,
  generationKey,
  readCalendar,
  readNumber,
  writeNumber,
} from './levelRows.ts'
import type { StoreQuota } from './mailboxStore.ts'

export type Database = ClassicLevel<string, Uint8Array>

/** What is held in memory of the whole store; each field is also a row. */
export interface Ledger {
  readonly charged: number
  /** The highest cursor of any mailbox that is no longer there. */
  readonly floor: number
  readonly calendar: Calendar
}

/** A store that is open. Whoever writes has its turn, and puts the ledger that is then on the disk. */
export interface LevelState {
  readonly db: Database
  readonly quota: StoreQuota
  ledger: Ledger
}

/** The database in a folder, not yet open. Blobs are sealed: to compress them costs time and saves nothing. */
export function databaseIn(folder: string): Database {
  return new ClassicLevel<string, Uint8Array>(folder, { compression: false, valueEncoding: 'view' })
}

export async function readLedger(db: Database): Promise<Ledger> {
  const calendar = await db.get(calendarKey)
  return {
    charged: readNumber(await db.get(chargedKey)),
    floor: readNumber(await db.get(floorKey)),
    calendar: calendar === undefined ? firstDay : readCalendar(calendar),
  }
}

/** The generation that the store was made with. One is drawn for a store just made, or just copied. */
export async function openGeneration(db: Database): Promise<number> {
  const [row, copy] = await db.getMany([generationKey, copyKey])
  if (row !== undefined && copy === undefined) return readNumber(row)
  const generation = drawGeneration()
  await db.batch().put(generationKey, writeNumber(generation)).del(copyKey).write({ sync: true })
  return generation
}
