import { dayOf, passTime } from './calendar.ts'
import { charge, shrunk } from './charge.ts'
import type { Database, LevelState } from './levelDatabase.ts'
import {
  blobKey,
  calendarKey,
  chargedKey,
  cursorOf,
  dayRowOf,
  floorKey,
  idKey,
  noteKey,
  readNote,
  readNumber,
  readSummary,
  summaryKey,
  writeCalendar,
  writeNumber,
  writeSummary,
} from './levelRows.ts'
import type { MailboxName } from './mailboxStore.ts'
import type { Turns } from './turns.ts'

/** Most that is dropped in one turn, so that appends never wait long. */
const turnBlobs = 256
const turnBytes = 4 * 1024 * 1024

/** Looks at the clock and drops what is too old, in many short turns. Throws when the disk fails. */
export async function ageStore(
  state: LevelState,
  turns: Turns,
  now: number,
  keepDays: number | null,
): Promise<number> {
  await turns.take(() => lookAtClock(state, now))
  if (keepDays === null) return 0
  let dropped = 0
  for (;;) {
    const step = await turns.take(() => dropOldest(state, keepDays))
    if (step === null) return dropped
    dropped += step
  }
}

async function lookAtClock(state: LevelState, now: number): Promise<void> {
  const calendar = passTime(state.ledger.calendar, now)
  await state.db.put(calendarKey, writeCalendar(calendar))
  state.ledger = { ...state.ledger, calendar }
}

/**
 * Drops a stretch of the oldest day's blobs of one mailbox and gives their number; null when nothing
 * is too old. It is not flushed: what a power cut brings back is dropped the next time.
 */
async function dropOldest(state: LevelState, keepDays: number): Promise<number | null> {
  const { db, ledger } = state
  const [oldest] = await db.iterator({ gte: 'd', lt: 'e', limit: 1 }).all()
  if (oldest === undefined) return null
  const [key, row] = oldest
  const { day, mailbox } = dayRowOf(key)
  if (day >= dayOf(ledger.calendar) - keepDays) return null

  const last = readNumber(row)
  const { cursors, bytes } = await oldestBlobs(db, mailbox, last)
  const batch = db.batch()
  const notes = await db.getMany(cursors.map((cursor) => noteKey(mailbox, cursor)))
  cursors.forEach((cursor, at) => {
    const note = notes[at]
    batch.del(blobKey(mailbox, cursor))
    batch.del(noteKey(mailbox, cursor))
    // Blobs of the first relays have no note.
    if (note !== undefined) batch.del(idKey(mailbox, readNote(note).id))
  })
  const newestGone = cursors.at(-1) ?? last
  if (newestGone >= last) batch.del(key)

  const before = readSummary(await db.get(summaryKey(mailbox)), ledger.floor)
  const next = await db.get(noteKey(mailbox, newestGone + 1))
  const firstAt = next === undefined ? before.firstAt : readNote(next).at
  const after = shrunk(before, { count: cursors.length, bytes }, firstAt)
  const isEmpty = after.count === 0
  const charged = ledger.charged - charge(cursors.length, bytes)
  const floor = isEmpty ? Math.max(ledger.floor, after.newest) : ledger.floor
  if (isEmpty) batch.del(summaryKey(mailbox))
  else batch.put(summaryKey(mailbox), writeSummary(after))
  batch.put(floorKey, writeNumber(floor))
  batch.put(chargedKey, writeNumber(charged))
  await batch.write()
  state.ledger = { ...ledger, charged, floor }
  return cursors.length
}

async function oldestBlobs(
  db: Database,
  mailbox: MailboxName,
  last: number,
): Promise<{ readonly cursors: readonly number[]; readonly bytes: number }> {
  const cursors: number[] = []
  let bytes = 0
  const range = { gte: blobKey(mailbox, 0), lte: blobKey(mailbox, last), limit: turnBlobs }
  for await (const [key, blob] of db.iterator(range)) {
    cursors.push(cursorOf(key))
    bytes += blob.length
    if (bytes >= turnBytes) break
  }
  return { cursors, bytes }
}
