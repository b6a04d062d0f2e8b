import { decode, encode } from '#shared/codec/index.ts'
import type { Result } from '#shared/result.ts'

/** Where one small value lies, and how it is written. */
export interface LocalPlace<T> {
  readonly group: 'draft' | 'setting' | 'cursor' | 'private'
  readonly key: string
  encode(value: T): Uint8Array
  decode(bytes: Uint8Array): Result<T>
}

/** Text that somebody is still writing; `key` says where ("topic/<id>"). */
export function draftAt(key: string): LocalPlace<string> {
  return { group: 'draft', key, ...text }
}

/** A setting of this computer, as text; what it may say its reader parses. */
export function settingAt(key: string): LocalPlace<string> {
  return { group: 'setting', key, ...text }
}

/** How far a relay's mailbox has been read. */
export function cursorAt(mailbox: string): LocalPlace<number> {
  return { group: 'cursor', key: mailbox, ...wholeNumber }
}

const longestText = 4 * 1024 * 1024

const text = {
  encode: (value: string) => encode((writer) => writer.text(value)),
  decode: (bytes: Uint8Array) => decode(bytes, (reader) => reader.text(longestText)),
}

const wholeNumber = {
  encode: (value: number) => encode((writer) => writer.varint(value)),
  decode: (bytes: Uint8Array) => decode(bytes, (reader) => reader.varint()),
}
