import { decode, encode } from '#shared/codec/index.ts'
import type { Result } from '#shared/result.ts'

/** What a private message is about, so that each part of the app takes its own. */
export const subjects = { asks: 1 } as const

/** A subject's number. */
export type Subject = number

/** What one computer says to those of one member: text of some part of the app, or that it arrived. */
export type PrivateBody =
  | {
      readonly what: 'message'
      /** Goes up with each message of this device, also over restarts. */
      readonly number: number
      readonly subject: Subject
      readonly bytes: Uint8Array
    }
  /** The message of that number, of the device that this goes to, is stored here. */
  | {
      readonly what: 'receipt'
      readonly to: string
      readonly number: number
      /** Whether it is the end of that message that arrived. */
      readonly isEnd: boolean
    }
  /** Its author ended the message of that number: whoever still has it drops it. */
  | { readonly what: 'ended'; readonly number: number }

/** As many bytes as one message may have: with padding and boxes they fill a private envelope. */
export const mostPrivateBytes = 28 * 1024 - 64

const version = 1
const numbers = { message: 1, receipt: 2, ended: 3 } as const

/** The body that `sealPrivate` seals. */
export function encodePrivateBody(body: PrivateBody): Uint8Array {
  return encode((writer) => {
    writer.u8(version)
    writer.u8(numbers[body.what])
    if (body.what === 'receipt') writer.hex(body.to)
    writer.varint(body.number)
    if (body.what === 'receipt') writer.flag(body.isEnd)
    if (body.what !== 'message') return
    writer.u8(body.subject)
    writer.bytes(body.bytes)
  })
}

/** Reads a private body; what stands in a message is still unchecked. */
export function decodePrivateBody(bytes: Uint8Array): Result<PrivateBody, 'malformed'> {
  return decode(bytes, (reader): PrivateBody => {
    reader.require(reader.u8() === version, 'version')
    switch (reader.u8()) {
      case numbers.message: {
        const number = reader.varint()
        return {
          what: 'message',
          number,
          subject: reader.u8(),
          bytes: reader.bytes(mostPrivateBytes),
        }
      }
      case numbers.receipt:
        return {
          what: 'receipt',
          to: reader.hex(32),
          number: reader.varint(),
          isEnd: reader.flag(),
        }
      case numbers.ended:
        return { what: 'ended', number: reader.varint() }
      default:
        return reader.present<PrivateBody>(null, 'kind of message')
    }
  })
}
