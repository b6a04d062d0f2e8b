import { decode, encode } from '#shared/codec/index.ts'
import type { Sodium } from '../sodium.ts'
import { readCodeText, writeCodeText } from './codeText.ts'
import { readRelay, relayParts, writeRelay } from './relayParts.ts'

/** What a code that is read out holds: a secret, and where the mailbox lies that it opens. */
export interface SeedCode {
  /** 16 random bytes: all keys follow from them. */
  readonly seed: Uint8Array
  /** `ws://` or `wss://`, at most 128 characters. */
  readonly relay: string
}

const seedBytes = 16

/** The code as text. `kind` is its first byte; null for an address that `readSeedCode` would not take. */
export function writeSeedCode(sodium: Sodium, kind: number, code: SeedCode): string | null {
  const relay = relayParts(code.relay)
  if (relay === null) return null
  const content = encode((writer) => {
    writer.u8(kind)
    writer.fixed(code.seed)
    writeRelay(writer, relay)
  })
  return writeCodeText(sodium, content)
}

/** Reads a code of that kind as people type it; null for anything else. */
export function readSeedCode(sodium: Sodium, kind: number, text: string): SeedCode | null {
  const content = readCodeText(sodium, text)
  if (content === null) return null
  const read = decode(content, (reader) => {
    reader.require(reader.u8() === kind, 'another kind of code')
    return { seed: reader.fixed(seedBytes), relay: readRelay(reader) }
  })
  return read.ok ? read.value : null
}
