import { attempt } from './attempt.ts'
import { openRecord } from './context.ts'
import type { LogContext } from './context.ts'
import type { NamedRow } from './database.ts'
import { decodeEntry, encodeEntry } from './rowCodec.ts'
import type { StoredEntry } from './types.ts'
import { fromHex } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'

/** Adds entries in one transaction, all or none. One that can be read already stays as it is. */
export function putEntries(
  context: LogContext,
  entries: readonly StoredEntry[],
): Promise<Result<void>> {
  const { database, seal } = context
  const named = new Map(entries.map((entry) => [seal.opaque('entry', fromHex(entry.id)), entry]))
  return attempt(async () => {
    await database.transaction('rw', database.entries, async () => {
      const names = [...named.keys()]
      const held = await database.entries.bulkGet(names)
      const missing: NamedRow[] = []
      names.forEach((name, at) => {
        const row = held[at]
        const entry = named.get(name)
        if (entry === undefined || (row && openEntryRow(context, row))) return
        missing.push({ name, sealed: seal.seal('entries', name, encodeEntry(entry)) })
      })
      await database.entries.bulkPut(missing)
    })
    return ok(undefined)
  })
}

/** All entries that can be read; the others are on the damage list. */
export function allEntries(context: LogContext): Promise<Result<readonly StoredEntry[]>> {
  return attempt(async () => {
    const rows = await context.database.entries.toArray()
    return ok(rows.flatMap((row) => openEntryRow(context, row) ?? []))
  })
}

function openEntryRow(context: LogContext, row: NamedRow): StoredEntry | null {
  return openRecord(context, 'entries', row.name, row.sealed, decodeEntry)
}
