import { decode, encode, type Reader } from '#shared/codec/index.ts'
import { emptySummary, type MailboxName, type MailboxSummary } from './mailboxStore.ts'

// s<mailbox> summary, b<mailbox><cursor> blob, i<mailbox><id> cursor and digest, t charge of the whole store,
// g generation.
// Mailbox names and ids are hex of fixed length, so no key can run into another's range.

export const chargedKey = 't'
export const generationKey = 'g'

/** Key of a mailbox's summary. */
export function summaryKey(mailbox: MailboxName): string {
  return `s${mailbox}`
}

/** Key of a blob: cursors are written with 14 hex digits so that keys sort as cursors do. */
export function blobKey(mailbox: MailboxName, cursor: number): string {
  return `b${mailbox}${cursor.toString(16).padStart(14, '0')}`
}

/** The cursor in a blob's key. */
export function cursorOf(key: string): number {
  return Number.parseInt(key.slice(-14), 16)
}

/** Key of the row that makes an append happen once. */
export function idKey(mailbox: MailboxName, id: string): string {
  return `i${mailbox}${id}`
}

/** Which blob an id stands for, and SHA-256 of its bytes in hex. */
export interface IdRow {
  readonly cursor: number
  readonly digest: string
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

/** The summary in a row, the empty one if there is none. */
export function readSummary(row: Uint8Array | undefined): MailboxSummary {
  if (row === undefined) return emptySummary
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
