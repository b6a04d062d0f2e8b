import { attempt } from './attempt.ts'
import type { LogContext } from './context.ts'
import { createDamageList } from './damageList.ts'
import { databaseExists, describeLogDatabase } from './database.ts'
import type { IndexedDatabase, LogDatabase } from './database.ts'
import { dropScope } from './dropScope.ts'
import { allEntries, putEntries } from './entries.ts'
import { allForks } from './forks.ts'
import { openHeadRow } from './headRow.ts'
import { loadInertPlaces } from './inert.ts'
import { createLogIndex } from './logIndex.ts'
import type { LogKeys } from './logIndex.ts'
import { countOpening, readMarker } from './marker.ts'
import { allLaidAside, layAside, release } from './quarantine.ts'
import { readDocument } from './readDocument.ts'
import { readMissing } from './readMissing.ts'
import { recoverHead } from './recoverHead.ts'
import { createRowSeal } from './rowSeal.ts'
import { loadSnapshot, saveSnapshot } from './snapshots.ts'
import type { SealedLog } from './types.ts'
import { createWriter } from './writer.ts'
import type { Sodium } from '#crypto'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

export interface SealedLogOptions {
  /** The database's name; it lies in clear on the disk, so it must say nothing. */
  readonly name: string
  /** 32 bytes from the vault; used as long as the log is open. */
  readonly rowKey: Uint8Array
  readonly sodium: Sodium
  /** 'existing' when the vault says that there is one: an absent or emptied one is then a failure. */
  readonly expect?: 'existing' | 'either'
  /** The page's own unless told otherwise. */
  readonly indexed?: IndexedDatabase
}

/**
 * Opens or makes the log of one forum and loads the vector. Fails: 'database-missing' (told to
 * expect one), 'row-corrupted' (nothing in it opens: another key, or all of it damaged),
 * 'database-failed'. Single damaged rows do not keep it from opening; they are in `damage`.
 */
export async function openSealedLog(options: SealedLogOptions): Promise<Result<SealedLog>> {
  const indexed = options.indexed ?? { indexedDB, IDBKeyRange }
  return attempt(async () => {
    const existed = await databaseExists(options.name, indexed.indexedDB)
    if (!existed && options.expect === 'existing') return fail('database-missing')
    const database = describeLogDatabase(options.name, indexed)
    try {
      await database.open()
      const loaded = await load(database, options)
      if (!loaded.ok) database.close()
      return loaded
    } catch (error) {
      database.close()
      throw error
    }
  })
}

async function load(
  database: LogDatabase,
  { sodium, rowKey, expect }: SealedLogOptions,
): Promise<Result<SealedLog>> {
  const seal = createRowSeal(sodium, rowKey)
  const index = createLogIndex(seal)
  const damage = createDamageList()
  const context: LogContext = { database, seal, index, damage }

  const isNew = await isEmpty(database)
  if (isNew && expect === 'existing') return fail('database-missing')
  const known = await readMarker(context, isNew)
  const states = await loadStates(context)
  if (!isNew && known === null && states === 0) {
    const entries = await allEntries(context)
    if (!entries.ok) return entries
    // With the wrong key nothing opens; then nothing must be written either.
    if (entries.value.length === 0) return fail('row-corrupted')
  }
  const marker = await countOpening(context, known, () => sodium.random(16))
  const inert = await loadInertPlaces(context)
  const writer = createWriter(context)

  async function close(): Promise<void> {
    await writer.idle()
    database.close()
  }

  return ok({
    marker,
    damage: damage.found,
    append: writer.append,
    receive: writer.receive,
    setBase: writer.setBase,
    vector: (scope) =>
      Promise.resolve(
        index
          .states(scope)
          .map((state) => ({ log: state.name, seq: index.contiguous(state) }))
          .filter(({ seq }) => seq > 0),
      ),
    heads: index.heads,
    read: (scope, after, limitBytes) => readMissing(context, scope, after, limitBytes),
    document: (scope, document, after = []) => readDocument(context, inert, scope, document, after),
    markInert: inert.mark,
    forks: () => allForks(context),
    async dropScope(scope) {
      await writer.idle()
      return dropScope(context, scope)
    },
    putEntries: (entries) => putEntries(context, entries),
    allEntries: () => allEntries(context),
    saveSnapshot: (scope, document, snapshot) => saveSnapshot(context, scope, document, snapshot),
    loadSnapshot: (scope, document) => loadSnapshot(context, scope, document),
    quarantine: (envelope) => layAside(context, envelope),
    quarantined: () => allLaidAside(context),
    release: (held) => release(context, held),
    close,
    destroy: () =>
      attempt(async () => {
        await close()
        await database.delete()
        return ok(undefined)
      }),
  })
}

/** Takes the vector into memory, damaged heads found again where possible; returns how many. */
async function loadStates(context: LogContext): Promise<number> {
  let loaded = 0
  const damaged: LogKeys[] = []
  for (const row of await context.database.heads.toArray()) {
    const state = openHeadRow(context, row)
    if (state === null) damaged.push({ document: row.document, log: row.log })
    else {
      context.index.set(state)
      loaded++
    }
  }
  for (const keys of damaged) if ((await recoverHead(context, keys)) !== null) loaded++
  return loaded
}

/** Chromium empties a database that it cannot repair, so an existing name proves nothing. */
async function isEmpty({ meta, heads, entries }: LogDatabase): Promise<boolean> {
  const counts = await Promise.all([meta.count(), heads.count(), entries.count()])
  return counts.every((count) => count === 0)
}
