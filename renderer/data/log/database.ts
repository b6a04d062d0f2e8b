import { Dexie } from 'dexie'
import type { Table } from 'dexie'

/** Every row carries opaque names and sequence numbers in clear and the rest sealed. */
interface SealedRow {
  /** A Uint8Array in a sound row; unknown since it comes from disk. */
  readonly sealed: unknown
}
export interface NamedRow extends SealedRow {
  readonly name: string
}
export interface HeadRow extends SealedRow {
  readonly document: string
  readonly log: string
}
export interface EnvelopeRow extends SealedRow {
  readonly document: string
  readonly log: string
  readonly seq: number
}
export interface InertRow extends SealedRow {
  readonly log: string
  readonly seq: number
}
export interface PartRow extends SealedRow {
  readonly document: string
  readonly part: number
}
/** A row of a pile with an allowance per owner; `at` is the order of arrival. */
export interface PileRow extends SealedRow {
  readonly at?: number
  readonly place: string
  readonly owner: string
}

/** The tables of a log database. */
export interface LogTables {
  readonly meta: Table<NamedRow, string>
  readonly heads: Table<HeadRow, [string, string]>
  readonly envelopes: Table<EnvelopeRow, [string, string, number]>
  readonly inert: Table<InertRow, [string, number]>
  readonly entries: Table<NamedRow, string>
  readonly snapshots: Table<PartRow, [string, number]>
  readonly forks: Table<PileRow, number>
  readonly quarantine: Table<PileRow, number>
}

/** A log database: Dexie with its tables. */
export type LogDatabase = Dexie & LogTables

/** IndexedDB as the page has it, or another one for tests. */
export interface IndexedDatabase {
  readonly indexedDB: IDBFactory
  readonly IDBKeyRange: typeof IDBKeyRange
}

/**
 * Describes a log database without opening it. Its transactions are strict: Chromium's default
 * reports a commit before the bytes are on disk, and what was sent must never be forgotten.
 */
export function describeLogDatabase(name: string, indexed: IndexedDatabase): LogDatabase {
  const database = new Dexie(name, {
    indexedDB: indexed.indexedDB,
    IDBKeyRange: indexed.IDBKeyRange,
    autoOpen: false,
    cache: 'disabled',
    chromeTransactionDurability: 'strict',
  })
  database.version(1).stores({
    meta: 'name',
    heads: '[document+log]',
    envelopes: '[document+log+seq]',
    inert: '[log+seq]',
    entries: 'name',
    snapshots: '[document+part]',
    forks: '++at, &place, owner',
    quarantine: '++at, &place, owner',
  })
  // Dexie adds a property for each table named in stores().
  return database as LogDatabase
}

/** Whether a database of this name exists, without making one. */
export async function databaseExists(name: string, indexedDB: IDBFactory): Promise<boolean> {
  const known = await indexedDB.databases()
  return known.some((database) => database.name === name)
}
