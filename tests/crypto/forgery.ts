import { decodeEntry, reduceChain } from '#crypto'
import type { DeviceSecrets, Entry, EntryBody, ForumState } from '#crypto'
import { signEntry } from '../../crypto/membership/entryCodec.ts'
import type { EntryDraft } from '../../crypto/membership/entryCodec.ts'
import { fixedSodium, later, now, value } from './fixtures.ts'
import type { TestForum } from './fixtures.ts'

const sodium = await fixedSodium()

/** An entry as a modified program would make it: signed, well-formed, and not judged. */
export function forge(
  state: ForumState,
  author: DeviceSecrets,
  body: EntryBody,
  changes: Partial<EntryDraft> = {},
): Entry {
  const latest = state.dag.viewAt(state.heads)?.authors.get(author.id)
  const parents = state.heads
  return signEntry(sodium, author, {
    forum: state.forum,
    seq: (latest?.seq ?? 0) + 1,
    prev: latest?.last ?? null,
    parents,
    lamport: 1 + Math.max(0, ...parents.map((id) => state.dag.entry(id)?.lamport ?? 0)),
    clock: now,
    epoch: state.currentEpoch,
    body,
    ...changes,
  })
}

export const aBody = (): EntryBody => ({
  type: 'invite.create',
  roomKey: sodium.random(32),
  proofKey: sodium.random(32),
  expiresAt: later,
})

/** Why a forum refuses the last of these entries; 'ok' when it counts. */
export function verdict(forum: TestForum, ...added: Entry[]): string {
  const decoded = added.map((entry) => value(decodeEntry(sodium, entry.bytes)))
  const state = reduceChain(sodium, forum.id, [...forum.entries, ...decoded])
  const last = decoded.at(-1)
  const failure = last && state.refused.get(last.id)
  if (last === undefined || failure === undefined) return 'ok'
  return state.dag.entry(last.id) === undefined ? failure : `authorised, but void: ${failure}`
}
