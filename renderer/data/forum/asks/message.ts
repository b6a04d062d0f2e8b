import type { Sodium } from '#crypto'
import { decode, encode, type Reader } from '#shared/codec/index.ts'
import { type FailureCode, failureCodes } from '#shared/failure.ts'
import type { EntryId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { mostPrivateBytes } from '../private/body.ts'
import { readIntent, writeIntent } from './intentFormat.ts'
import type { AskId, Intent } from './types.ts'

/** What asker and asked say to each other about one ask. */
export type AskMessage = { readonly id: AskId } & (
  | { readonly what: 'ask'; readonly intent: Intent }
  | { readonly what: 'answer'; readonly yes: boolean }
  /** By the asker: it is done, withdrawn or failed; nothing more is wanted. */
  | { readonly what: 'over' }
  /** The final bytes to sign. */
  | { readonly what: 'proposal'; readonly canonical: Uint8Array }
  | { readonly what: 'signature'; readonly entry: EntryId; readonly signature: Uint8Array }
  /** These bytes are not signed, and why. */
  | { readonly what: 'refusal'; readonly entry: EntryId; readonly code: FailureCode }
)

/** Beside a proposal stand the message's version, kind, id and length. */
export const mostProposalBytes = mostPrivateBytes - 32

const version = 1
const numbers = {
  ask: 1,
  answer: 2,
  over: 3,
  proposal: 4,
  signature: 5,
  refusal: 6,
} as const

/** The bytes of a message, which a private message carries. */
export function encodeAskMessage(message: AskMessage): Uint8Array {
  return encode((writer) => {
    writer.u8(version)
    writer.u8(numbers[message.what])
    writer.hex(message.id)
    switch (message.what) {
      case 'ask':
        return writeIntent(writer, message.intent)
      case 'answer':
        return writer.flag(message.yes)
      case 'over':
        return
      case 'proposal':
        return writer.bytes(message.canonical)
      case 'signature':
        writer.hex(message.entry)
        return writer.fixed(message.signature)
      case 'refusal':
        writer.hex(message.entry)
        return writer.text(message.code)
    }
  })
}

/** Reads a message strictly. */
export function decodeAskMessage(
  sodium: Sodium,
  bytes: Uint8Array,
): Result<AskMessage, 'malformed'> {
  return decode(bytes, (reader) => {
    reader.require(reader.u8() === version, 'version')
    const number = reader.u8()
    const id = readAskId(reader)
    switch (number) {
      case numbers.ask:
        return { id, what: 'ask', intent: readIntent(sodium, reader) }
      case numbers.answer:
        return { id, what: 'answer', yes: reader.flag() }
      case numbers.over:
        return { id, what: 'over' }
      case numbers.proposal:
        return { id, what: 'proposal', canonical: reader.bytes(mostProposalBytes) }
      case numbers.signature:
        return { id, what: 'signature', entry: readEntry(reader), signature: reader.fixed(64) }
      case numbers.refusal:
        return { id, what: 'refusal', entry: readEntry(reader), code: readCode(reader) }
      default:
        return reader.present<AskMessage>(null, 'kind of message')
    }
  })
}

/** A failure by its name; of one that this version does not know, that it is not allowed. */
export function readCode(reader: Reader): FailureCode {
  const name = reader.text(64)
  return failureCodes.find((code) => code === name) ?? 'entry-not-authorised'
}

// Ids by their length: this is where they are parsed.
export const readAskId = (reader: Reader) => reader.hex(16) as AskId
const readEntry = (reader: Reader) => reader.hex(32) as EntryId
