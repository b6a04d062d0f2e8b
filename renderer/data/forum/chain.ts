import { decodeEntry, type Entry, type ForumState, reduceChain, type Sodium } from '#crypto'
import type { EntryId, ForumId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { SealedLog } from '../log/index.ts'
import { createWritable, type Readable } from '../readable.ts'

/** The membership chain of one forum: entries kept on disk, and the state they reduce to. */
export interface Chain {
  readonly state: Readable<ForumState>
  /** All entries held, parents before children. */
  ids(): readonly EntryId[]
  entry(id: EntryId): Entry | undefined
  /** What the state would be with these entries besides; stores nothing. */
  preview(entries: readonly Entry[]): ForumState
  /**
   * Takes entries in, stores those that are new, and answers them. Entries that do not decode, or
   * that belong to another forum, are left out; the first such failure is returned only when
   * nothing was taken.
   */
  add(entries: readonly Uint8Array[]): Promise<Result<readonly Entry[]>>
}

/** Opens the chain from the log. Fails with what the log or the reducer fails with. */
export async function openChain(
  sodium: Sodium,
  forum: ForumId,
  log: SealedLog,
): Promise<Result<Chain>> {
  const stored = await log.allEntries()
  if (!stored.ok) return stored
  const held = new Map<EntryId, Entry>()
  for (const { bytes } of stored.value) {
    const entry = decodeEntry(sodium, bytes)
    if (entry.ok) held.set(entry.value.id, entry.value)
  }
  const state = createWritable(reduceChain(sodium, forum, held.values()))

  async function add(entries: readonly Uint8Array[]): Promise<Result<readonly Entry[]>> {
    const fresh = new Map<EntryId, Entry>()
    let refusal: Result<never> | null = null
    for (const bytes of entries) {
      const entry = decodeEntry(sodium, bytes)
      if (!entry.ok) refusal ??= entry
      else if (!held.has(entry.value.id)) fresh.set(entry.value.id, entry.value)
    }
    if (fresh.size === 0) return refusal ?? ok([])
    const candidates = new Map([...held, ...fresh])
    const next = reduceChain(sodium, forum, candidates.values())
    for (const [id, entry] of fresh) {
      // An entry whose parents have not come is asked for again with them.
      if (next.refused.get(id) === 'entry-parent-unknown') {
        fresh.delete(id)
        refusal ??= fail('entry-parent-unknown', entry.type)
      }
    }
    if (fresh.size === 0) return refusal ?? ok([])
    const saved = await log.putEntries([...fresh.values()].map(({ id, bytes }) => ({ id, bytes })))
    if (!saved.ok) return saved
    for (const [id, entry] of fresh) held.set(id, entry)
    state.set(reduceChain(sodium, forum, held.values()))
    return ok([...fresh.values()])
  }

  return ok({
    state,
    ids: () =>
      [...held.values()]
        .sort((a, b) => a.lamport - b.lamport || (a.id < b.id ? -1 : 1))
        .map((entry) => entry.id),
    entry: (id) => held.get(id),
    preview: (entries) => reduceChain(sodium, forum, [...held.values(), ...entries]),
    add,
  })
}
