import { decode, type Reader } from '../../codec/index.ts'
import { assertNever, fail, type Result } from '../../result.ts'
import { readEntryIds, readEnvelope, readLogs, readSome } from './fields.ts'
import { limits } from './limits.ts'
import { messageTypes, syncVersion } from './numbers.ts'
import type { SyncMessage, SyncMessageType } from './types.ts'

/**
 * Reads one frame from another device. Lists are bounded, sorted where their order says nothing,
 * and never empty where an empty one would say nothing. Fails: 'unsupported-version', 'malformed'.
 */
export function decodeSyncMessage(
  frame: Uint8Array,
): Result<SyncMessage, 'malformed' | 'unsupported-version'> {
  if (frame.length > 0 && frame[0] !== syncVersion) return fail('unsupported-version')
  return decode(frame, (reader: Reader) => {
    reader.u8()
    return readBody(reader, reader.present(messageTypes.get(reader.u8()), 'type of message'))
  })
}

function readBody(reader: Reader, type: SyncMessageType): SyncMessage {
  switch (type) {
    case 'hello':
      return { type, entryIds: readEntryIds(reader, limits.helloEntries) }
    case 'vector':
      return { type, logs: readLogs(reader, limits.vectorLogs, 1) }
    case 'have': {
      const entryIds = readEntryIds(reader, limits.haveEntries)
      const logs = readLogs(reader, limits.haveLogs, 1)
      reader.require(entryIds.length + logs.length > 0, 'empty message')
      return { type, entryIds, logs }
    }
    case 'askEntries':
      return { type, entryIds: some(reader, readEntryIds(reader, limits.askEntries)) }
    case 'ask':
      return { type, logs: some(reader, readLogs(reader, limits.askLogs, 0)) }
    case 'entries': {
      const more = reader.flag()
      const items = reader.list(limits.askEntries, () => ({
        place: reader.varint(limits.askEntries - 1),
        bytes: readSome(reader, limits.entryBytes),
      }))
      reader.require(items.length > 0 || !more, 'empty page with more to come')
      return { type, items, more }
    }
    case 'page': {
      const more = reader.flag()
      const items = reader.list(limits.pageItems, () => ({
        place: reader.varint(limits.askLogs - 1),
        seq: reader.varint(),
        bytes: readEnvelope(reader),
      }))
      reader.require(items.length > 0 || !more, 'empty page with more to come')
      return { type, items, more }
    }
    case 'live': {
      const envelopes = reader.list(limits.liveItems, () => readEnvelope(reader))
      return { type, envelopes: some(reader, envelopes) }
    }
    case 'liveEntries': {
      const entries = reader.list(limits.liveItems, () => readSome(reader, limits.entryBytes))
      return { type, entries: some(reader, entries) }
    }
    case 'presence':
      return { type, bytes: readSome(reader, limits.presenceBytes) }
    case 'private':
      return { type, bytes: readSome(reader, limits.privateBytes) }
    default:
      return assertNever(type, 'The type of a message')
  }
}

function some<T>(reader: Reader, list: T[]): T[] {
  reader.require(list.length > 0, 'empty message')
  return list
}
