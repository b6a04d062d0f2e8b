import type { Reader, Writer } from '../../codec/index.ts'
import { invariant } from '../../result.ts'

/** Writes one of a fixed list of names as one byte, counted from 1. */
export function writeTag<T extends string>(writer: Writer, names: readonly T[], name: T): void {
  writer.u8(names.indexOf(name) + 1)
}

/** Reads one of a fixed list of names; ends the decoding on any other byte. */
export function readTag<T extends string>(reader: Reader, names: readonly T[], what: string): T {
  const at = reader.u8() - 1
  reader.require(at >= 0 && at < names.length, what)
  const name = names[at]
  invariant(name !== undefined, 'a checked place lies in the list')
  return name
}
