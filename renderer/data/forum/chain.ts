import { decodeEntry, type Entry, type ForumState, reduceChain, type Sodium } from '#crypto'
import type { EntryId, ForumId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { SealedLog } from '../log/index.ts'
import { createWritable, type Readable } from '../readable.ts'

/** What became of entries that were handed in. */
export interface TakenEntries {
  /** Those that were new; they are on disk. */
  readonly added: readonly Entry[]
  /** Everything that is an entry at all, whether it was new or not. */
  readonly ids: readonly EntryId[]
  /** Some name parents that are not here: to be handed in again once more has come. */
  readonly waits: boolean
}

/** The membership chain of one forum: entries kept on disk, and the state they reduce to. */
export interface Chain {
  readonly state: Readable<ForumState>
  /** All entries held, parents before children. */
  ids(): readonly EntryId[]
  entry(id: EntryId): Entry | undefined
  /** What the state would be with these entries besides; stores nothing. */
  preview(entries: readonly Entry[]): ForumState
  /**
   * Takes entries in and stores those that are new. What does not decode, belongs to another forum
   * or was never authorised is left out for good: that answer never changes, and keeping it would
   * let anybody fill the disk. Fails with what the disk fails with, or with the first decoding
   * failure when nothing decoded.
   */
  add(entries: readonly Uint8Array[]): Promise<Result<TakenEntries>>
}

/** Opens the chain from the log. Fails with what the log fails with. */
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
  let last: Promise<unknown> = Promise.resolve()

  async function take(entries: readonly Uint8Array[]): Promise<Result<TakenEntries>> {
    const ids: EntryId[] = []
    const fresh = new Map<EntryId, Entry>()
    let refusal: Result<never> | null = null
    for (const bytes of entries) {
      const entry = decodeEntry(sodium, bytes)
      if (!entry.ok) {
        refusal ??= entry
        continue
      }
      ids.push(entry.value.id)
      if (!held.has(entry.value.id)) fresh.set(entry.value.id, entry.value)
    }
    if (ids.length === 0 && refusal !== null) return refusal
    if (fresh.size === 0) return ok({ added: [], ids, waits: false })
    const next = reduceChain(sodium, forum, [...held.values(), ...fresh.values()])
    const added = [...fresh.values()].filter(({ id }) => next.dag.entry(id) !== undefined)
    const waits = [...fresh.keys()].some((id) => next.refused.get(id) === 'entry-parent-unknown')
    if (added.length === 0) return ok({ added, ids, waits })
    const saved = await log.putEntries(added.map(({ id, bytes }) => ({ id, bytes })))
    if (!saved.ok) return saved
    for (const entry of added) held.set(entry.id, entry)
    state.set(reduceChain(sodium, forum, held.values()))
    return ok({ added, ids, waits })
  }

  return ok({
    state,
    ids: () =>
      [...held.values()]
        .sort((a, b) => a.lamport - b.lamport || (a.id < b.id ? -1 : 1))
        .map((entry) => entry.id),
    entry: (id) => held.get(id),
    preview: (entries) => reduceChain(sodium, forum, [...held.values(), ...entries]),
    add(entries) {
      // One after the other: what two ways bring at once may be each other's parents.
      const mine = last.then(() => take(entries))
      last = mine.catch(() => undefined)
      return mine
    },
  })
}
