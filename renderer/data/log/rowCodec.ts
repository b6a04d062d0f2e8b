import { decode, encode } from '#shared/codec/index.ts'
import type { Reader, Writer } from '#shared/codec/index.ts'
import type { DeviceId, EntryId, EnvelopeId, EpochId, IncarnationId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import type { EnvelopeKind } from '#crypto'
import type { LogName, StoredEntry, VectorEntry } from './types.ts'
import type { Place } from './place.ts'

const kinds: readonly EnvelopeKind[] = ['update', 'snapshot', 'presence', 'entry', 'private']
const longestText = 1024
const longestBytes = 32 * 1024 * 1024
const mostLogs = 1_000_000

/** What an envelope's row holds; the name is there so that a lost head can be found again. */
export interface EnvelopeRecord {
  /** `encodeName` of the log. */
  readonly name: Uint8Array
  readonly seq: number
  readonly id: EnvelopeId
  readonly prev: EnvelopeId | null
  readonly epochId: EpochId
  readonly kind: EnvelopeKind
  readonly bytes: Uint8Array
}

/** What a head's row holds. */
export interface HeadRecord {
  readonly name: LogName
  readonly head: Place
  readonly base: Place | null
}

/** What the first part of a local snapshot holds; the other parts are bare pieces of the state. */
export interface SnapshotRecord {
  /** How many parts follow. */
  readonly parts: number
  /** Opaque name of the whole state, so that parts of two snapshots are never joined. */
  readonly digest: string
  readonly covers: readonly VectorEntry[]
}

/** The canonical bytes of a log's name, or of a document's. */
export function encodeName(name: LogName | { scope: string; document: string }): Uint8Array {
  return encode((writer) => writeName(writer, name), 128)
}

export function decodeName(bytes: Uint8Array): Result<LogName> {
  return decode(bytes, readName)
}

export function encodeEnvelope(record: EnvelopeRecord): Uint8Array {
  return encode((writer) => {
    writer.bytes(record.name)
    writer.varint(record.seq)
    writer.hex(record.id)
    writer.optional(record.prev, writer.hex)
    writer.hex(record.epochId)
    writer.u8(kinds.indexOf(record.kind))
    writer.bytes(record.bytes)
  }, record.bytes.length + 320)
}

export function decodeEnvelope(bytes: Uint8Array): Result<EnvelopeRecord> {
  return decode(bytes, (reader) => ({
    name: reader.bytes(4 * longestText),
    seq: reader.varint(),
    id: readEnvelopeId(reader),
    prev: reader.optional(() => readEnvelopeId(reader)),
    epochId: reader.hex(32) as EpochId, // 32 bytes in hex is what the brand says
    kind: readKind(reader),
    bytes: reader.bytes(longestBytes),
  }))
}

export function encodeHead(record: HeadRecord): Uint8Array {
  return encode((writer) => {
    writeName(writer, record.name)
    writePlace(writer, record.head)
    writer.optional(record.base, (base) => writePlace(writer, base))
  })
}

export function decodeHead(bytes: Uint8Array): Result<HeadRecord> {
  return decode(bytes, (reader) => ({
    name: readName(reader),
    head: readPlace(reader),
    base: reader.optional(() => readPlace(reader)),
  }))
}

export function encodeEntry(entry: StoredEntry): Uint8Array {
  return encode((writer) => {
    writer.hex(entry.id)
    writer.bytes(entry.bytes)
  }, entry.bytes.length + 64)
}

export function decodeEntry(bytes: Uint8Array): Result<StoredEntry> {
  return decode(bytes, (reader) => ({
    id: reader.hex(32) as EntryId, // 32 bytes in hex is what the brand says
    bytes: reader.bytes(longestBytes),
  }))
}

export function encodeSnapshot(record: SnapshotRecord): Uint8Array {
  return encode((writer) => {
    writer.varint(record.parts)
    writer.text(record.digest)
    writer.list(record.covers, ({ log, seq }) => {
      writeName(writer, log)
      writer.varint(seq)
    })
  })
}

export function decodeSnapshot(bytes: Uint8Array): Result<SnapshotRecord> {
  return decode(bytes, (reader) => ({
    parts: reader.varint(),
    digest: reader.text(longestText),
    covers: reader.list(mostLogs, () => ({ log: readName(reader), seq: reader.varint() })),
  }))
}

function writeName(writer: Writer, name: LogName | { scope: string; document: string }): void {
  writer.text(name.scope)
  writer.text(name.document)
  if (!('device' in name)) return
  writer.hex(name.device)
  writer.hex(name.incarnation)
}

function readName(reader: Reader): LogName {
  return {
    scope: reader.text(longestText),
    document: reader.text(longestText),
    device: reader.hex(32) as DeviceId, // lengths are what the brands say
    incarnation: reader.hex(16) as IncarnationId,
  }
}

function writePlace(writer: Writer, place: Place): void {
  writer.varint(place.seq)
  writer.hex(place.id)
}

function readPlace(reader: Reader): Place {
  return { seq: reader.varint(), id: readEnvelopeId(reader) }
}

function readEnvelopeId(reader: Reader): EnvelopeId {
  return reader.hex(32) as EnvelopeId // 32 bytes in hex is what the brand says
}

function readKind(reader: Reader): EnvelopeKind {
  const kind = kinds[reader.u8()]
  if (kind !== undefined) return kind
  reader.require(false, 'unknown kind')
  throw new Error('Broken invariant: require(false) ends the decoding')
}
