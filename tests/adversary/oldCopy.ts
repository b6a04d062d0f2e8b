import type { ProfileContents } from '#renderer/data/profile/index.ts'
import type { Computer } from '../renderer/forum/world.ts'

type Rows = ReadonlyMap<string, readonly unknown[]>

/** A copy of what a computer keeps, as a backup program makes one while the app is closed. */
export interface OldCopy {
  readonly vault: ProfileContents
  readonly databases: ReadonlyMap<string, Rows>
}

/** Copies a closed computer's vault and databases. */
export async function copyOf(computer: Computer): Promise<OldCopy> {
  const name = computer.vault.forum?.database.name ?? ''
  const databases = new Map<string, Rows>()
  for (const each of [name, `${name}-local`]) databases.set(each, await read(each))
  return { vault: computer.vault, databases }
}

/** Puts a copy back in the place of what a closed computer keeps; `vault` says whether that too. */
export async function putBack(
  computer: Computer,
  copy: OldCopy,
  { vault }: { readonly vault: boolean },
): Promise<void> {
  for (const [name, rows] of copy.databases) await write(name, rows)
  if (vault) computer.tamper(() => copy.vault)
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('a request failed'))
  })
}

async function opened<T>(name: string, work: (database: IDBDatabase) => Promise<T>): Promise<T> {
  const database = await settled(indexedDB.open(name))
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

function read(name: string): Promise<Rows> {
  return opened(name, async (database) => {
    const rows = new Map<string, unknown[]>()
    for (const table of database.objectStoreNames)
      rows.set(table, await settled(database.transaction(table).objectStore(table).getAll()))
    return rows
  })
}

function write(name: string, rows: Rows): Promise<void> {
  return opened(name, async (database) => {
    for (const [table, kept] of rows) {
      const store = database.transaction(table, 'readwrite').objectStore(table)
      await settled(store.clear())
      for (const row of kept) await settled(store.put(row))
    }
  })
}
