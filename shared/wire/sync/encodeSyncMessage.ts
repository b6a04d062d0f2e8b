import { encode, type Writer } from '../../codec/index.ts'
import { assertNever } from '../../result.ts'
import { writeEntryIds, writeLogs } from './fields.ts'
import { messageNumbers, syncVersion } from './numbers.ts'
import type { SyncMessage } from './types.ts'

/** A message as one frame: version | number of the type | fields. */
export function encodeSyncMessage(message: SyncMessage): Uint8Array<ArrayBuffer> {
  return encode((writer) => {
    writer.u8(syncVersion)
    writer.u8(messageNumbers[message.type])
    writeBody(writer, message)
  }, expectedBytes(message))
}

/** Enough for a message of many envelopes, so that it is not copied while it grows. */
function expectedBytes(message: SyncMessage): number {
  if (message.type !== 'page') return 256
  return message.items.reduce((sum, { bytes }) => sum + bytes.length + 16, 256)
}

function writeBody(writer: Writer, message: SyncMessage): void {
  switch (message.type) {
    case 'hello':
    case 'askEntries':
      return writeEntryIds(writer, message.entryIds)
    case 'vector':
      return writeLogs(writer, message.logs, 1)
    case 'have':
      writeEntryIds(writer, message.entryIds)
      return writeLogs(writer, message.logs, 1)
    case 'ask':
      return writeLogs(writer, message.logs, 0)
    case 'entries':
      writer.flag(message.more)
      return writer.list(message.items, ({ place, bytes }) => {
        writer.varint(place)
        writer.bytes(bytes)
      })
    case 'page':
      writer.flag(message.more)
      return writer.list(message.items, ({ place, seq, bytes }) => {
        writer.varint(place)
        writer.varint(seq)
        writer.bytes(bytes)
      })
    case 'live':
      return writer.list(message.envelopes, (bytes) => writer.bytes(bytes))
    case 'liveEntries':
      return writer.list(message.entries, (bytes) => writer.bytes(bytes))
    case 'presence':
    case 'private':
      return writer.bytes(message.bytes)
    default:
      assertNever(message, 'A message between devices')
  }
}
