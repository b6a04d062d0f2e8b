import { encodeUtf8 } from '#shared/codec/index.ts'
import type { Reader, Writer } from '#shared/codec/index.ts'
import type { DeviceId, EntryId, EnvelopeId, EpochId, ForumId, IncarnationId } from '#shared/ids.ts'
import {
  maxDocumentBytes,
  maxFormat,
  maxReferences,
  maxScopeBytes,
  payloadLimits,
} from './limits.ts'
import { envelopeKinds } from './types.ts'
import type { EnvelopeHeader } from './types.ts'

/** Whether envelopes of this kind form a log, each naming the one before it. */
function isChained(kind: EnvelopeHeader['kind']): boolean {
  return kind === 'update' || kind === 'snapshot'
}

/** Writes the fields in their one order, references sorted, and last the payload's length. */
export function writeHeader(writer: Writer, header: EnvelopeHeader, payloadLength: number): void {
  writer.u8(envelopeKinds.indexOf(header.kind) + 1)
  writer.varint(header.format)
  writer.hex(header.forum)
  writer.text(header.scope)
  writer.text(header.document)
  writer.hex(header.epochId)
  writer.hex(header.device)
  writer.hex(header.incarnation)
  writer.varint(header.seq)
  writer.optional(header.prev, writer.hex)
  writer.list([...header.chainHeads].sort(), writer.hex)
  writer.list([...header.deps].sort(), writer.hex)
  writer.varint(payloadLength)
}

/** Reads what `writeHeader` wrote, and nothing else. The brands are given here: the bytes are parsed. */
export function readHeader(reader: Reader): { header: EnvelopeHeader; payloadLength: number } {
  const kind = reader.present(envelopeKinds[reader.u8() - 1], 'unknown kind of envelope')
  const format = reader.varint(maxFormat)
  const forum = reader.hex(32) as ForumId
  const scope = reader.text(maxScopeBytes)
  const document = reader.text(maxDocumentBytes)
  const epochId = reader.hex(32) as EpochId
  const device = reader.hex(32) as DeviceId
  const incarnation = reader.hex(16) as IncarnationId
  const seq = reader.varint()
  const prev = reader.optional(() => reader.hex(32) as EnvelopeId)
  const chainHeads = reader.list(maxReferences, () => reader.hex(32) as EntryId)
  const deps = reader.list(maxReferences, () => reader.hex(32) as EnvelopeId)
  const payloadLength = reader.varint(payloadLimits[kind])
  const header: EnvelopeHeader = {
    kind,
    format,
    forum,
    scope,
    document,
    epochId,
    device,
    incarnation,
    seq,
    prev,
    chainHeads,
    deps,
  }
  const broken = headerBreach(header)
  reader.require(broken === null, broken ?? '')
  reader.require(isAscending(chainHeads) && isAscending(deps), 'references not sorted')
  return { header, payloadLength }
}

/** What is wrong with a header besides its types, or null. Holds for what is written and what is read. */
export function headerBreach(header: EnvelopeHeader): string | null {
  if (header.seq < 1) return 'sequence begins at 1'
  if ((header.prev !== null) !== (isChained(header.kind) && header.seq > 1)) {
    return 'previous envelope does not fit kind and sequence'
  }
  if (header.format > maxFormat) return 'format out of range'
  if (!fits(header.scope, maxScopeBytes) || !fits(header.document, maxDocumentBytes)) {
    return 'scope or document name too long'
  }
  if (header.chainHeads.length < 1) return 'no chain heads'
  if (header.chainHeads.length > maxReferences || header.deps.length > maxReferences) {
    return 'too many references'
  }
  return null
}

function isAscending(ids: readonly string[]): boolean {
  return ids.every((id, at) => at === 0 || (ids[at - 1] ?? '') < id)
}

/** Whether a text has at most `max` bytes of UTF-8; a UTF-16 unit takes at most three. */
function fits(text: string, max: number): boolean {
  return text.length * 3 <= max || encodeUtf8(text).length <= max
}
