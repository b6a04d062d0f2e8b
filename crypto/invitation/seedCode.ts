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

/** Reads a code of any kind as people type it (see `readCodeText`); null when it is none. */
export function readSeedCode(
  sodium: Sodium,
  text: string,
): (SeedCode & { readonly kind: number }) | null {
  const content = readCodeText(sodium, text)
  if (content === null) return null
  const read = decode(content, (reader) => ({
    kind: reader.u8(),
    seed: reader.fixed(seedBytes),
    relay: readRelay(reader),
  }))
  return read.ok ? read.value : null
}
