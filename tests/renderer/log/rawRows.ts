import type { Disk } from './logWorld.ts'

type Row = Record<string, unknown> & { sealed?: unknown }

/** Opens the database as anyone with the disk can, past the log. */
async function raw<T>(disk: Disk, work: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const database = await settled(disk.indexed.indexedDB.open(disk.name))
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

/** All rows of a table as they lie on the disk. */
export function rowsOf(disk: Disk, table: string): Promise<Row[]> {
  return raw(disk, (database) => settled(database.transaction(table).objectStore(table).getAll()))
}

export function tablesOf(disk: Disk): Promise<string[]> {
  return raw(disk, (database) => Promise.resolve([...database.objectStoreNames]))
}

/** Changes the rows that `choose` picks; null deletes one. Returns how many were touched. */
export function changeRows(
  disk: Disk,
  table: string,
  choose: (row: Row) => boolean,
  change: (row: Row) => Row | null,
): Promise<number> {
  return raw(disk, async (database) => {
    const transaction = database.transaction(table, 'readwrite')
    const store = transaction.objectStore(table)
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
    })
    let touched = 0
    const cursor = store.openCursor()
    cursor.onsuccess = () => {
      const at = cursor.result
      if (at === null) return
      const row = at.value as Row // every table's rows are plain objects
      if (choose(row)) {
        touched++
        const next = change(row)
        if (next === null) at.delete()
        else at.update(next)
      }
      at.continue()
    }
    await done
    return touched
  })
}

/** Flips one bit in the middle of the sealed bytes of the chosen rows. */
export function corrupt(
  disk: Disk,
  table: string,
  choose: (row: Row) => boolean = () => true,
): Promise<number> {
  return changeRows(disk, table, choose, (row) => {
    if (!(row.sealed instanceof Uint8Array)) throw new Error('Broken invariant: a sealed row')
    const sealed = row.sealed.slice()
    const middle = sealed.length >> 1
    sealed[middle] = (sealed[middle] ?? 0) ^ 1
    return { ...row, sealed }
  })
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('request failed'))
  })
}
