import type { Reader, Writer } from '../../codec/index.ts'
import type { MailboxInspection, PlacedBlob } from './frames.ts'
import { relayLimits } from './limits.ts'

/** Writes cursor and bytes. */
export function writePlacedBlob(writer: Writer, blob: PlacedBlob): void {
  writer.varint(blob.cursor)
  writer.bytes(blob.bytes)
}

/** Reads cursor and bytes; refuses cursor 0, an empty blob and one over the limit. */
export function readPlacedBlob(reader: Reader): PlacedBlob {
  const cursor = reader.varint()
  const bytes = reader.bytes(relayLimits.blobBytes)
  reader.require(cursor > 0 && bytes.length > 0, 'a blob has a place and bytes')
  return { cursor, bytes }
}

/** Writes what a relay knows of a mailbox. */
export function writeInspection(writer: Writer, inspection: MailboxInspection): void {
  writer.varint(inspection.count)
  writer.varint(inspection.bytes)
  writer.optional(inspection.firstAt, (at) => writer.varint(at))
  writer.optional(inspection.lastAt, (at) => writer.varint(at))
  writer.optional(inspection.newest, (blob) => writePlacedBlob(writer, blob))
}

/** Reads what a relay knows of a mailbox; times and newest blob must be there exactly if blobs are. */
export function readInspection(reader: Reader): MailboxInspection {
  const inspection = {
    count: reader.varint(),
    bytes: reader.varint(),
    firstAt: reader.optional(() => reader.varint()),
    lastAt: reader.optional(() => reader.varint()),
    newest: reader.optional(() => readPlacedBlob(reader)),
  }
  const held = inspection.count > 0
  reader.require((inspection.firstAt !== null) === held, 'first time')
  reader.require((inspection.lastAt !== null) === held, 'last time')
  reader.require((inspection.newest !== null) === held, 'newest blob')
  return inspection
}
