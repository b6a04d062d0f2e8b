import { decode, encode, type Reader } from '#shared/codec/index.ts'
import type { Calendar } from './calendar.ts'
import { emptyFrom, type MailboxName, type MailboxSummary } from './mailboxStore.ts'

// s<mailbox> summary, b<mailbox><cursor> blob, i<mailbox><id> cursor and digest, n<mailbox><cursor> id
// and time of a blob, d<day><mailbox> last cursor of that day. Of the whole store: t charge, g
// generation, f floor of cursors, c calendar, r present in a copy until it is opened.
// Mailbox names and ids are hex of fixed length, so no key can run into another's range.

export const chargedKey = 't'
export const generationKey = 'g'
export const floorKey = 'f'
export const calendarKey = 'c'
export const copyKey = 'r'

/** Key of a mailbox's summary. */
export function summaryKey(mailbox: MailboxName): string {
  return `s${mailbox}`
}

/** Key of a blob: cursors are written with 14 hex digits so that keys sort as cursors do. */
export function blobKey(mailbox: MailboxName, cursor: number): string {
  return `b${mailbox}${inOrder(cursor, 14)}`
}

/** The cursor in a blob's key. */
export function cursorOf(key: string): number {
  return Number.parseInt(key.slice(-14), 16)
}

/** Key of the row that makes an append happen once. */
export function idKey(mailbox: MailboxName, id: string): string {
  return `i${mailbox}${id}`
}

/** Key of what has to be known of a blob when it goes. */
export function noteKey(mailbox: MailboxName, cursor: number): string {
  return `n${mailbox}${inOrder(cursor, 14)}`
}

/** Key of the last cursor that a mailbox gave on a day. */
export function dayKey(day: number, mailbox: MailboxName): string {
  return `d${inOrder(day, 8)}${mailbox}`
}

/** Day and mailbox in the key of a day. */
export function dayRowOf(key: string): { readonly day: number; readonly mailbox: MailboxName } {
  return { day: Number.parseInt(key.slice(1, 9), 16), mailbox: key.slice(9) }
}

function inOrder(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}

/** Which blob an id stands for, and SHA-256 of its bytes in hex. */
export interface IdRow {
  readonly cursor: number
  readonly digest: string
}

/** A blob's id, and when it came. */
export interface NoteRow {
  readonly id: string
  readonly at: number
}

export function writeSummary(summary: MailboxSummary): Uint8Array {
  return encode((writer) => {
    writer.varint(summary.count)
    writer.varint(summary.bytes)
    writer.optional(summary.firstAt, (at) => writer.varint(at))
    writer.optional(summary.lastAt, (at) => writer.varint(at))
    writer.varint(summary.newest)
  }, 48)
}

/** The summary in a row; without one, that of a mailbox which begins above the floor. */
export function readSummary(row: Uint8Array | undefined, floor: number): MailboxSummary {
  if (row === undefined) return emptyFrom(floor)
  return readRow(row, (reader) => ({
    count: reader.varint(),
    bytes: reader.varint(),
    firstAt: reader.optional(() => reader.varint()),
    lastAt: reader.optional(() => reader.varint()),
    newest: reader.varint(),
  }))
}

export function writeIdRow({ cursor, digest }: IdRow): Uint8Array {
  return encode((writer) => {
    writer.varint(cursor)
    writer.hex(digest)
  }, 48)
}

export function readIdRow(row: Uint8Array): IdRow {
  return readRow(row, (reader) => ({ cursor: reader.varint(), digest: reader.hex(32) }))
}

export function writeNote({ id, at }: NoteRow): Uint8Array {
  return encode((writer) => {
    writer.hex(id)
    writer.varint(at)
  }, 24)
}

export function readNote(row: Uint8Array): NoteRow {
  return readRow(row, (reader) => ({ id: reader.hex(16), at: reader.varint() }))
}

export function writeCalendar({ passedMs, wallAt }: Calendar): Uint8Array {
  return encode((writer) => {
    writer.varint(passedMs)
    writer.varint(wallAt)
  }, 16)
}

export function readCalendar(row: Uint8Array): Calendar {
  return readRow(row, (reader) => ({ passedMs: reader.varint(), wallAt: reader.varint() }))
}

export function writeNumber(value: number): Uint8Array {
  return encode((writer) => writer.varint(value), 8)
}

/** The number in a row, 0 if there is none. */
export function readNumber(row: Uint8Array | undefined): number {
  return row === undefined ? 0 : readRow(row, (reader) => reader.varint())
}

/** Throws when the disk gives back what was never written; the caller counts it as a failed disk. */
function readRow<T>(row: Uint8Array, read: (reader: Reader) => T): T {
  const decoded = decode(row, read)
  if (!decoded.ok) throw new Error('a row of the relay store does not read as it was written')
  return decoded.value
}
