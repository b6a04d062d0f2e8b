import type { Entry, Sodium } from '#crypto'
import { decode } from '#shared/codec/index.ts'
import { toHex } from '#shared/ids.ts'
import { value } from '../fixtures.ts'
import type { Book, Inputs } from './book.ts'

/** Large values as their BLAKE2b-256, so that the file can be read; `bytes` says how long they are. */
export interface Digest {
  readonly bytes: number
  readonly blake2b256: string
}

/** An entry as the file has it. */
export interface WrittenEntry {
  readonly type: string
  readonly id: string
  readonly author: string
  /** Its parents. */
  readonly after: readonly string[]
  readonly lamport: number
  readonly inputs: Inputs
  /** In full, but for the 36 boxes of an `epoch.open`, which follow from its root. */
  readonly canonical: string | (Digest & { readonly beforeBoxes: string })
  readonly signature: string
  readonly coSignatures: readonly string[]
}

const boxesBytes = 36 * 1168

export function digest(sodium: Sodium, bytes: Uint8Array): Digest {
  return { bytes: bytes.length, blake2b256: toHex(sodium.hash(32, bytes)) }
}

/** canonical, signature and co-signatures out of an entry's bytes. */
export function partsOf(entry: Entry) {
  return value(
    decode(entry.bytes, (reader) => ({
      canonical: reader.bytes(65_536),
      signature: reader.fixed(64),
      coSignatures: reader.list(11, () => reader.fixed(64)),
    })),
  )
}

/** An entry as the file has it, from a book. */
export function inFile(book: Book, entry: Entry, name: string): WrittenEntry {
  const { canonical, signature, coSignatures } = partsOf(entry)
  const named = (id: string) => [...book.entries].find(([, each]) => each.id === id)?.[0] ?? id
  const author = [...book.devices].find(([, { id }]) => id === entry.author)?.[0] ?? entry.author
  const beforeBoxes = canonical.subarray(0, canonical.length - boxesBytes)
  return {
    type: entry.type,
    id: entry.id,
    author,
    after: entry.parents.map(named),
    lamport: entry.lamport,
    inputs: book.inputs.get(name) ?? {},
    canonical:
      entry.type === 'epoch.open'
        ? { beforeBoxes: toHex(beforeBoxes), ...digest(book.sodium, canonical) }
        : toHex(canonical),
    signature: toHex(signature),
    coSignatures: coSignatures.map(toHex),
  }
}

type Ids = Readonly<Record<string, { readonly id: string }>>

/** What the ids in a file are called there. */
export function namesOf(vectors: {
  readonly entries: Ids
  readonly devices: Ids
  readonly members: Readonly<Record<string, string>>
}) {
  const turned = (pairs: readonly (readonly [string, string])[]) =>
    new Map(pairs.map(([name, id]) => [id, name] as const))
  const ids = (of: Ids) => turned(Object.entries(of).map(([name, { id }]) => [name, id] as const))
  return {
    entries: ids(vectors.entries),
    devices: ids(vectors.devices),
    members: turned(Object.entries(vectors.members)),
  }
}
