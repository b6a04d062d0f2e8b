import { decode, encode, type Reader, type Writer } from '../../codec/index.ts'
import { assertNever, type Result } from '../../result.ts'
import type { ClientFrame } from './frames.ts'
import { relayLimits } from './limits.ts'
import { readTag, writeTag } from './tag.ts'

const maxNumber = 0xffff_ffff
const types = ['open', 'append', 'read', 'inspect', 'close', 'ping'] as const

/** A client's frame as bytes. */
export function encodeClientFrame(frame: ClientFrame): Uint8Array<ArrayBuffer> {
  const expected = frame.type === 'append' ? frame.blob.length + 64 : 128
  return encode((writer) => {
    writeTag(writer, types, frame.type)
    writeBody(writer, frame)
  }, expected)
}

function writeBody(writer: Writer, frame: ClientFrame): void {
  if (frame.type !== 'close') writer.varint(frame.request)
  if (frame.type !== 'ping') writer.varint(frame.box)
  switch (frame.type) {
    case 'open':
      writer.fixed(frame.publicKey)
      writer.fixed(frame.signature)
      return
    case 'append':
      writer.hex(frame.id)
      writer.bytes(frame.blob)
      return
    case 'read':
      writer.varint(frame.after)
      writer.varint(frame.limitBytes)
      return
    case 'inspect':
    case 'close':
    case 'ping':
      return
    default:
      assertNever(frame, 'Client frame')
  }
}

/** Bytes from a client as a frame, or 'malformed'. */
export function decodeClientFrame(bytes: Uint8Array): Result<ClientFrame, 'malformed'> {
  return decode(bytes, (reader) => readBody(reader, readTag(reader, types, 'type of frame')))
}

function readBody(reader: Reader, type: ClientFrame['type']): ClientFrame {
  if (type === 'close') return { type, box: readBox(reader) }
  const request = reader.varint(maxNumber)
  if (type === 'ping') return { type, request }
  const box = readBox(reader)
  switch (type) {
    case 'open':
      return { type, request, box, publicKey: reader.fixed(32), signature: reader.fixed(64) }
    case 'append': {
      const id = reader.hex(16)
      const blob = reader.bytes(relayLimits.blobBytes)
      reader.require(blob.length > 0, 'empty blob')
      return { type, request, box, id, blob }
    }
    case 'read': {
      const after = reader.varint()
      const limitBytes = reader.varint(relayLimits.pageBytes)
      return { type, request, box, after, limitBytes }
    }
    case 'inspect':
      return { type, request, box }
    default:
      return assertNever(type, 'Type of client frame')
  }
}

function readBox(reader: Reader): number {
  return reader.varint(maxNumber)
}
