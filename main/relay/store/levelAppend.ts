import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '#shared/result.ts'
import { dayOf } from './calendar.ts'
import { charge, fits, grown } from './charge.ts'
import type { Database, LevelState } from './levelDatabase.ts'
import {
  blobKey,
  chargedKey,
  dayKey,
  idKey,
  noteKey,
  readIdRow,
  readSummary,
  summaryKey,
  writeIdRow,
  writeNote,
  writeNumber,
  writeSummary,
  type IdRow,
} from './levelRows.ts'
import { emptyFrom, type Append, type Appended, type MailboxSummary } from './mailboxStore.ts'

/** Keeps a round of appends with one flush. Throws when the disk fails: then none is kept. */
export async function commitRound(
  state: LevelState,
  round: readonly Append[],
): Promise<Result<Appended>[]> {
  const { db, quota, ledger } = state
  const summaries = await loadSummaries(db, round, ledger.floor)
  const ids = await loadIds(db, round)
  const day = dayOf(ledger.calendar)
  const batch = db.batch()
  let { charged } = ledger
  const results = round.map(({ mailbox, id, bytes, at }): Result<Appended> => {
    const digest = createHash('sha256').update(bytes).digest('hex')
    const earlier = ids.get(idKey(mailbox, id))
    if (earlier !== undefined) {
      if (earlier.digest !== digest) return fail('malformed', 'id used for other bytes')
      return ok({ cursor: earlier.cursor, fresh: false })
    }
    const before = summaries.get(mailbox) ?? emptyFrom(ledger.floor)
    if (!fits(quota, before, charged, bytes.length)) return fail('mailbox-full')
    const after = grown(before, bytes.length, at)
    const cursor = after.newest
    charged += charge(1, bytes.length)
    summaries.set(mailbox, after)
    ids.set(idKey(mailbox, id), { cursor, digest })
    batch.put(blobKey(mailbox, cursor), bytes)
    batch.put(idKey(mailbox, id), writeIdRow({ cursor, digest }))
    batch.put(noteKey(mailbox, cursor), writeNote({ id, at }))
    batch.put(summaryKey(mailbox), writeSummary(after))
    batch.put(dayKey(day, mailbox), writeNumber(cursor))
    return ok({ cursor, fresh: true })
  })
  if (batch.length === 0) {
    await batch.close()
    return results
  }
  batch.put(chargedKey, writeNumber(charged))
  // The flush is what an acknowledgement promises.
  await batch.write({ sync: true })
  state.ledger = { ...ledger, charged }
  return results
}

async function loadSummaries(
  db: Database,
  round: readonly Append[],
  floor: number,
): Promise<Map<string, MailboxSummary>> {
  const names = [...new Set(round.map(({ mailbox }) => mailbox))]
  const rows = await db.getMany(names.map(summaryKey))
  return new Map(names.map((name, at) => [name, readSummary(rows[at], floor)]))
}

async function loadIds(db: Database, round: readonly Append[]): Promise<Map<string, IdRow>> {
  const keys = round.map(({ mailbox, id }) => idKey(mailbox, id))
  const rows = await db.getMany(keys)
  const found = new Map<string, IdRow>()
  keys.forEach((key, at) => {
    const row = rows[at]
    if (row !== undefined) found.set(key, readIdRow(row))
  })
  return found
}
