import type { ForumState } from '#crypto'
import { toHex, type MemberId } from '#shared/ids.ts'
import type { Chain } from '../chain.ts'

/** A printed key that the chain has heard of. */
export interface Printed {
  readonly key: Uint8Array
  /** Whom it brings back now; null: nobody any more. */
  readonly member: MemberId | null
  /** It is nobody's because its member printed another, and not because they are gone. */
  readonly isReplaced: boolean
}

/** Papers that were replaced, whose owners are still told so: the newest of the whole forum. */
const mostReplaced = 6

/** The member that a printed key brings back now. */
function memberOf(state: ForumState, key: Uint8Array): MemberId | null {
  const wanted = toHex(key)
  for (const { id, recovery } of state.members.values())
    if (recovery !== null && toHex(recovery.key) === wanted) return id
  return null
}

/** The keys in force, at most one a member, and the newest few that are not. */
export function printedKeys(chain: Chain): readonly Printed[] {
  const state = chain.state.read()
  const all = new Map<string, Printed>()
  for (const id of chain.ids()) {
    const entry = chain.entry(id)
    if (entry?.body.type !== 'recovery.set') continue
    const { recoveryKey: key } = entry.body
    const member = memberOf(state, key)
    // Whoever set it may have lost that computer since, and still be a member.
    const setBy = state.dag.viewAt(entry.parents)?.devices.get(entry.author)?.member
    const isReplaced = member === null && setBy !== undefined && state.members.has(setBy)
    // Set again: the newest place counts.
    all.delete(toHex(key))
    all.set(toHex(key), { key, member, isReplaced })
  }
  const keys = [...all.values()]
  const old = keys.filter(({ member }) => member === null).slice(-mostReplaced)
  return [...keys.filter(({ member }) => member !== null), ...old]
}

/** Whether the chain has ever heard of a key. */
export function wasEverSet(chain: Chain, key: Uint8Array): boolean {
  const wanted = toHex(key)
  return chain.ids().some((id) => {
    const body = chain.entry(id)?.body
    return body?.type === 'recovery.set' && toHex(body.recoveryKey) === wanted
  })
}
