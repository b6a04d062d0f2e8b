import type { ForumState } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { createWritable, type Readable } from '../readable.ts'
import type { Pending } from './asks/types.ts'

/** The acts that wait until more than half know of them, and whether this person may object. */
export function watchPending(
  state: Readable<ForumState>,
  me: MemberId,
): Readable<readonly Pending[]> {
  const pending = createWritable(pendingOf(state.read(), me))
  state.subscribe(() => {
    const next = pendingOf(state.read(), me)
    if (JSON.stringify(next) !== JSON.stringify(pending.read())) pending.set(next)
  })
  return pending
}

function pendingOf(state: ForumState, me: MemberId): readonly Pending[] {
  const memberOf = (device: DeviceId) => state.devices.get(device)?.member ?? []
  return [...state.pending.values()].map(({ entry, member, voters, acknowledged }) => {
    const made = state.dag.entry(entry)
    const signers =
      made === undefined ? [] : [made.author, ...made.coSigners.map((by) => by.device)]
    const by = signers.flatMap(memberOf)
    const isModerator = (state.members.get(me)?.moderatorBy ?? null) !== null
    return {
      entry,
      kind: member === null ? 'admission' : 'return',
      member,
      by,
      known: acknowledged.size,
      of: voters.size,
      // Whoever signed it may take it back by other ways; to object is for those who did not.
      mayObject: (isModerator || member === me) && !by.includes(me),
    }
  })
}
