import type { DeviceId, EntryId, ForumId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import type { EntryBody } from './bodies.ts'
import { signEntry } from './entryCodec.ts'
import type { EntryDraft } from './entryCodec.ts'
import { maxParents } from './limits.ts'
import { breach } from './rules/index.ts'
import type { CoSigner, Dag, Entry, ForumState, InnerView } from './types.ts'
import { currentEpoch } from './view.ts'

/** The author's clock in milliseconds since 1970, handed in: there is none here. */
export interface Stamp {
  readonly clock: number
}

/** Makes the body from the parents that the entry will have and what holds there. */
export type MakeBody = (parents: readonly EntryId[], past: InnerView) => EntryBody

/** Builds on the heads, signs, and judges by the very rules that everyone else will judge by. */
export function extendChain(
  sodium: Sodium,
  state: ForumState,
  author: DeviceSecrets,
  clock: number,
  makeBody: MakeBody,
): Result<Entry> {
  const drafted = draftEntry(state, author.id, clock, makeBody)
  if (!drafted.ok) return drafted
  return judged(state.dag, signEntry(sodium, author, drafted.value))
}

/** The next entry of a device on the heads, not yet signed. */
export function draftEntry(
  state: ForumState,
  author: DeviceId,
  clock: number,
  makeBody: MakeBody,
  coSigners: readonly CoSigner[] = [],
): Result<EntryDraft & { readonly forum: ForumId }> {
  const parents = chooseParents(state)
  const past = state.dag.viewAt(parents)
  if (past === undefined || parents.length === 0) return fail('entry-parent-unknown')
  const latest = past.authors.get(author)
  const lamports = parents.map((id) => state.dag.entry(id)?.lamport ?? 0)
  return ok({
    forum: state.forum,
    seq: (latest?.seq ?? 0) + 1,
    prev: latest?.last ?? null,
    parents,
    lamport: 1 + Math.max(...lamports),
    clock,
    epoch: currentEpoch(past).epoch,
    coSigners,
    body: makeBody(parents, past),
  })
}

/** All heads; of more than fit, those of suspended devices last, since one device can fork for ever. */
function chooseParents(state: ForumState): readonly EntryId[] {
  if (state.heads.length <= maxParents) return state.heads
  const isForked = (id: EntryId) => {
    const author = state.dag.entry(id)?.author
    return author !== undefined && state.suspended.has(author)
  }
  const sound = state.heads.filter((id) => !isForked(id))
  return [...sound, ...state.heads.filter(isForked)].slice(0, maxParents).sort()
}

/** The entry, unless a rule does not hold: then its failure and name. */
export function judged(dag: Dag, entry: Entry): Result<Entry> {
  const parents = entry.parents.flatMap((id) => dag.entry(id) ?? [])
  const past = dag.viewAt(entry.parents)
  if (past === undefined) return fail('entry-parent-unknown')
  const broken = breach({ entry, parents, past, dag })
  return broken === null ? ok(entry) : fail(broken.failure, broken.name)
}
