import { createDevice, loadSodium, memberId, reduceChain } from '#crypto'
import type { DeviceSecrets, Entry, ForumState, KeyPair, Sodium } from '#crypto'
import type { ForumId, MemberId } from '#shared/ids.ts'
import type { Result } from '#shared/result.ts'
import { value } from '../fixtures.ts'

/** What was drawn or agreed outside the entry, and that its bytes follow from: hex, or names. */
export type Inputs = Readonly<Record<string, string | readonly string[]>>

/** All entries of one forum under names of their own, with devices and inputs. */
export interface Book {
  readonly sodium: Sodium
  readonly forum: ForumId
  readonly devices: ReadonlyMap<string, DeviceSecrets>
  readonly entries: ReadonlyMap<string, Entry>
  readonly inputs: ReadonlyMap<string, Inputs>
  /** Makes a device, or gives the one of that name. */
  device(name: string): DeviceSecrets
  /** The member whose first device has that name. */
  member(name: string): MemberId
  entry(name: string): Entry
  write(name: string, entry: Entry, inputs: Inputs): Entry
  /** Adds to what an entry's bytes follow from. */
  note(name: string, inputs: Inputs): void
  /** All X-Wing pairs of a device. */
  pairs(device: string): KeyPair[]
  /** What was drawn at random since last asked, in order. */
  drawn(): Uint8Array[]
  /** A part of the chain; it grows by itself. */
  branch(names?: readonly string[]): Branch
}

/** Some of the entries, as somebody holds them. */
export interface Branch {
  readonly book: Book
  readonly names: readonly string[]
  state(): ForumState
  /** Writes an entry on what this branch holds. */
  add(name: string, make: (state: ForumState) => Result<Entry>, inputs?: Inputs): Entry
  /** The same entries and those named. */
  with(...names: readonly string[]): Branch
}

/** A book that begins with a founder's genesis. */
export async function openBook(
  draw: Sodium['random'],
  found: (sodium: Sodium, founder: DeviceSecrets) => Result<Entry>,
): Promise<Book> {
  const taken: Uint8Array[] = []
  const sodium = await loadSodium((length) => {
    const bytes = draw(length)
    // A copy: secrets are erased where they were used.
    taken.push(bytes.slice())
    return bytes
  })
  const devices = new Map<string, DeviceSecrets>()
  const entries = new Map<string, Entry>()
  const inputs = new Map<string, Inputs>()
  const pairs = new Map<string, KeyPair[]>()
  const founder = createDevice(sodium)
  devices.set('ada', founder)
  const genesis = value(found(sodium, founder))
  entries.set('genesis', genesis)
  const book: Book = {
    sodium,
    forum: genesis.forum,
    devices,
    entries,
    inputs,
    device(name) {
      const known = devices.get(name) ?? createDevice(sodium)
      devices.set(name, known)
      return known
    },
    member: (name) => memberId(sodium, genesis.forum, book.device(name).id),
    entry: (name) => present(entries.get(name), name),
    write(name, entry, of) {
      if (entries.has(name)) throw new Error(`two entries are called ${name}`)
      entries.set(name, entry)
      inputs.set(name, of)
      return entry
    },
    note: (name, more) => inputs.set(name, { ...inputs.get(name), ...more }),
    pairs(device) {
      const known = pairs.get(device) ?? [book.device(device).sealing]
      pairs.set(device, known)
      return known
    },
    drawn: () => taken.splice(0),
    branch: (names = ['genesis']) => branchOf(book, [...names]),
  }
  return book
}

function branchOf(book: Book, names: string[]): Branch {
  const state = () => reduceChain(book.sodium, book.forum, names.map(book.entry))
  return {
    book,
    names,
    state,
    add(name, make, inputs = {}) {
      const entry = book.write(name, value(make(state())), inputs)
      names.push(name)
      return entry
    },
    with: (...more) => branchOf(book, [...names, ...more]),
  }
}

/** What must be there by construction. */
export function present<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}
