import { decode, encode, type Reader, type Writer } from '../../codec/index.ts'
import { assertNever, type Result } from '../../result.ts'
import { refusalCodes, type PlacedBlob, type RelayFrame } from './frames.ts'
import { relayLimits } from './limits.ts'
import { readInspection, readPlacedBlob, writeInspection, writePlacedBlob } from './placedBlob.ts'
import { readTag, writeTag } from './tag.ts'

const maxNumber = 0xffff_ffff
const types = [
  'challenge',
  'opened',
  'appended',
  'page',
  'pushed',
  'inspected',
  'refused',
  'pong',
] as const

/** A relay's frame as bytes. */
export function encodeRelayFrame(frame: RelayFrame): Uint8Array<ArrayBuffer> {
  return encode((writer) => {
    writeTag(writer, types, frame.type)
    writeBody(writer, frame)
  })
}

function writeBody(writer: Writer, frame: RelayFrame): void {
  switch (frame.type) {
    case 'challenge':
      writer.u8(frame.version)
      writer.fixed(frame.challenge)
      return
    case 'pushed':
      writer.varint(frame.box)
      writePlacedBlob(writer, frame.blob)
      return
    default:
      writer.varint(frame.request)
  }
  switch (frame.type) {
    case 'opened':
      writer.varint(frame.newest)
      return
    case 'appended':
      writer.varint(frame.cursor)
      return
    case 'page':
      writer.list(frame.blobs, (blob) => writePlacedBlob(writer, blob))
      writer.flag(frame.more)
      return
    case 'inspected':
      writeInspection(writer, frame.inspection)
      return
    case 'refused':
      writeTag(writer, refusalCodes, frame.code)
      return
    case 'pong':
      return
    default:
      assertNever(frame, 'Relay frame')
  }
}

/** Bytes from a relay as a frame, or 'malformed'. */
export function decodeRelayFrame(bytes: Uint8Array): Result<RelayFrame, 'malformed'> {
  return decode(bytes, (reader) => readBody(reader, readTag(reader, types, 'type of frame')))
}

function readBody(reader: Reader, type: RelayFrame['type']): RelayFrame {
  if (type === 'challenge') return { type, version: reader.u8(), challenge: reader.fixed(32) }
  if (type === 'pushed') {
    return { type, box: reader.varint(maxNumber), blob: readPlacedBlob(reader) }
  }
  const request = reader.varint(maxNumber)
  switch (type) {
    case 'opened':
      return { type, request, newest: reader.varint() }
    case 'appended': {
      const cursor = reader.varint()
      reader.require(cursor > 0, 'cursor counts from 1')
      return { type, request, cursor }
    }
    case 'page':
      return readPage(reader, request)
    case 'inspected':
      return { type, request, inspection: readInspection(reader) }
    case 'refused':
      return { type, request, code: readTag(reader, refusalCodes, 'code of refusal') }
    case 'pong':
      return { type, request }
    default:
      return assertNever(type, 'Type of relay frame')
  }
}

function readPage(reader: Reader, request: number): RelayFrame {
  let before = 0
  const blobs = reader.list(relayLimits.pageBlobs, (): PlacedBlob => {
    const blob = readPlacedBlob(reader)
    reader.require(blob.cursor > before, 'cursors grow')
    before = blob.cursor
    return blob
  })
  const more = reader.flag()
  reader.require(blobs.length > 0 || !more, 'empty page with more to come')
  return { type: 'page', request, blobs, more }
}
