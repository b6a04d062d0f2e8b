import type { Reader, Writer } from '../../codec/index.ts'
import type { DeviceId, EntryId, IncarnationId } from '../../ids.ts'
import { invariant } from '../../result.ts'
import { limits } from './limits.ts'
import { inWireOrder, logKey } from './logKey.ts'
import type { LogName, LogPosition } from './types.ts'

const nameForm = /^[!-~]+$/

function isName(text: string): boolean {
  return text.length <= limits.nameLength && nameForm.test(text)
}

function writeName(writer: Writer, name: string): void {
  invariant(isName(name), 'scopes and documents have short names of printable ASCII')
  writer.text(name)
}

function readName(reader: Reader): string {
  const name = reader.text(limits.nameLength)
  reader.require(isName(name), 'name of scope or document')
  return name
}

/** Positions, sorted, without doubles, each once with scope | document | device | incarnation | seq. */
export function writeLogs(writer: Writer, logs: readonly LogPosition[], least: 0 | 1): void {
  writer.list(inWireOrder(logs), ({ log, seq }) => {
    invariant(seq >= least, 'a position is within its log')
    writeName(writer, log.scope)
    writeName(writer, log.document)
    writer.hex(log.device)
    writer.hex(log.incarnation)
    writer.varint(seq)
  })
}

export function readLogs(reader: Reader, max: number, least: 0 | 1): LogPosition[] {
  let before = ''
  return reader.list(max, () => {
    // The ids are branded here: this is where they are parsed.
    const log: LogName = {
      scope: readName(reader),
      document: readName(reader),
      device: reader.hex(32) as DeviceId,
      incarnation: reader.hex(16) as IncarnationId,
    }
    const key = logKey(log)
    reader.require(key > before, 'logs sorted and named once')
    before = key
    const seq = reader.varint()
    reader.require(seq >= least, 'position in its log')
    return { log, seq }
  })
}

/** Entry ids in the sender's order (parents first), 32 bytes each. */
export function writeEntryIds(writer: Writer, ids: readonly EntryId[]): void {
  writer.list(ids, (id) => writer.hex(id))
}

export function readEntryIds(reader: Reader, max: number): EntryId[] {
  const seen = new Set<string>()
  return reader.list(max, () => {
    // Branded here: this is where it is parsed.
    const id = reader.hex(32) as EntryId
    reader.require(!seen.has(id), 'entries named once')
    seen.add(id)
    return id
  })
}

/** An envelope, never empty: a view of the frame, since it is stored or dropped before long. */
export function readEnvelope(reader: Reader): Uint8Array {
  const bytes = reader.view(limits.envelopeBytes)
  reader.require(bytes.length > 0, 'empty content')
  return bytes
}

/** A byte string that is never empty. */
export function readSome(reader: Reader, max: number): Uint8Array {
  const bytes = reader.bytes(max)
  reader.require(bytes.length > 0, 'empty content')
  return bytes
}
