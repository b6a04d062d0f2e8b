import { decode, encode, type Reader } from '#shared/codec/index.ts'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import type { LocalPlace } from '../../local/index.ts'
import { mostPrivateBytes, type Subject } from './body.ts'

/** An own kept message that its reader has not confirmed. */
export interface Outgoing {
  readonly number: number
  /** Null: the message of that number is ended, and that is what is said. */
  readonly content: { readonly subject: Subject; readonly bytes: Uint8Array } | null
}

/** Own messages to one member, and the highest number that was given to any. */
export interface OutgoingRow {
  readonly last: number
  readonly messages: readonly Outgoing[]
}

/** A kept message of somebody else that this person has not ended. */
export interface Kept {
  readonly device: DeviceId
  readonly number: number
  readonly subject: Subject
  /** When it came, in milliseconds since 1970. */
  readonly at: number
  readonly bytes: Uint8Array
}

/** Which numbers of a device came already: all up to `floor`, and these. */
export interface Seen {
  readonly device: DeviceId
  readonly floor: number
  readonly numbers: readonly number[]
}

/** What one member sent us. */
export interface IncomingRow {
  readonly messages: readonly Kept[]
  readonly seen: readonly Seen[]
}

/** Kept messages of one member, waiting here or on their way there. */
export const mostMessages = 64
export const mostBytes = 512 * 1024
/** Beyond so many numbers above it the floor goes up. */
export const mostSeen = 256
/** A member has three devices at a time; those of before are forgotten, the oldest first. */
export const mostDevices = 16

/** Where own messages to a member lie. */
export function outgoingAt(to: MemberId): LocalPlace<OutgoingRow> {
  return {
    group: 'private',
    key: `to ${to}`,
    encode: ({ last, messages }) =>
      encode((writer) => {
        writer.varint(last)
        writer.list(messages, ({ number, content }) => {
          writer.varint(number)
          writer.optional(content, ({ subject, bytes }) => {
            writer.u8(subject)
            writer.bytes(bytes)
          })
        })
      }),
    decode: (bytes) =>
      decode(bytes, (reader) => ({
        last: reader.varint(),
        messages: reader.list(2 * mostMessages, () => ({
          number: reader.varint(),
          content: reader.optional(() => ({
            subject: reader.u8(),
            bytes: reader.bytes(mostPrivateBytes),
          })),
        })),
      })),
  }
}

/** Where a member's messages to us lie. */
export function incomingAt(from: MemberId): LocalPlace<IncomingRow> {
  return {
    group: 'private',
    key: `from ${from}`,
    encode: ({ messages, seen }) =>
      encode((writer) => {
        writer.list(messages, (kept) => {
          writer.hex(kept.device)
          writer.varint(kept.number)
          writer.u8(kept.subject)
          writer.varint(kept.at)
          writer.bytes(kept.bytes)
        })
        writer.list(seen, ({ device, floor, numbers }) => {
          writer.hex(device)
          writer.varint(floor)
          writer.list(numbers, writer.varint)
        })
      }),
    decode: (bytes) =>
      decode(bytes, (reader) => ({
        messages: reader.list(mostMessages, () => ({
          device: readDevice(reader),
          number: reader.varint(),
          subject: reader.u8(),
          at: reader.varint(),
          bytes: reader.bytes(mostPrivateBytes),
        })),
        seen: reader.list(mostDevices, () => ({
          device: readDevice(reader),
          floor: reader.varint(),
          numbers: reader.list(mostSeen, () => reader.varint()),
        })),
      })),
  }
}

// An id by its length: this is where it is parsed.
const readDevice = (reader: Reader) => reader.hex(32) as DeviceId
