import { Dexie } from 'dexie'
import type { Table } from 'dexie'
import type { LocalPlace } from './places.ts'
import type { Sodium } from '#crypto'
import { attempt, createRowSeal } from '#renderer/data/log/index.ts'
import type { IndexedDatabase } from '#renderer/data/log/index.ts'
import { encode } from '#shared/codec/index.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/**
 * Small values of this computer, sealed one by one. Their commits are relaxed: a cut of the power
 * may lose the newest, never tear one.
 */
export interface LocalValues {
  /** The value, or null. Fails: 'row-corrupted' (remove or set it to go on), 'database-failed'. */
  get<T>(place: LocalPlace<T>): Promise<Result<T | null>>
  /** Fails: 'database-failed'. */
  set<T>(place: LocalPlace<T>, value: T): Promise<Result<void>>
  remove(place: LocalPlace<unknown>): Promise<Result<void>>
  close(): void
  /** Closes and deletes the database. */
  destroy(): Promise<Result<void>>
}

export interface LocalValuesOptions {
  /** The database's name; it lies in clear on the disk, so it must say nothing. */
  readonly name: string
  /** 32 bytes from the vault; used as long as the values are open. */
  readonly rowKey: Uint8Array
  readonly sodium: Sodium
  /** The page's own unless told otherwise. */
  readonly indexed?: IndexedDatabase
}

interface LocalRow {
  readonly name: string
  /** A Uint8Array in a sound row; unknown since it comes from disk. */
  readonly sealed: unknown
}

const tableName = 'local'

/** Opens or makes the database of local values. Fails: 'database-failed'. */
export async function openLocalValues(options: LocalValuesOptions): Promise<Result<LocalValues>> {
  const indexed = options.indexed ?? { indexedDB, IDBKeyRange }
  const seal = createRowSeal(options.sodium, options.rowKey)
  const database = new Dexie(options.name, {
    indexedDB: indexed.indexedDB,
    IDBKeyRange: indexed.IDBKeyRange,
    autoOpen: false,
    cache: 'disabled',
    chromeTransactionDurability: 'relaxed',
  })
  database.version(1).stores({ [tableName]: 'name' })
  const table: Table<LocalRow, string> = database.table(tableName)

  function nameOf({ group, key }: Pick<LocalPlace<unknown>, 'group' | 'key'>): string {
    const plain = encode((writer) => {
      writer.text(group)
      writer.text(key)
    })
    return seal.opaque(tableName, plain)
  }

  const values: LocalValues = {
    get: <T>(place: LocalPlace<T>) =>
      attempt<T | null>(async () => {
        const name = nameOf(place)
        const row = await table.get(name)
        if (row === undefined) return ok(null)
        const plain = seal.open(tableName, name, row.sealed)
        const value = plain.ok ? place.decode(plain.value) : plain
        return value.ok ? value : fail('row-corrupted', `${tableName} ${name}`)
      }),
    set: (place, value) =>
      attempt(async () => {
        const name = nameOf(place)
        await table.put({ name, sealed: seal.seal(tableName, name, place.encode(value)) })
        return ok(undefined)
      }),
    remove: (place) =>
      attempt(async () => {
        await table.delete(nameOf(place))
        return ok(undefined)
      }),
    close: () => database.close(),
    destroy: () =>
      attempt(async () => {
        await database.delete()
        return ok(undefined)
      }),
  }
  return attempt(async () => {
    await database.open()
    return ok(values)
  })
}
