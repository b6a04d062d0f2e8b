import { type ForumState, sealedTo } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { forumScope } from './names.ts'
import type { Sealing } from './types.ts'

/**
 * How far the newest keys of the forum have come, by member: somebody counts as sealed once every
 * one of their computers has said that it holds them. In the order in which people came in.
 */
export function sealingOf(state: ForumState): Sealing {
  const { acknowledged, waitingFor } = sealedTo(state, forumScope)
  const behind = membersOf(state, waitingFor)
  const inOrder = [...state.members.keys()]
  const known = membersOf(state, acknowledged)
  return {
    sealed: inOrder.filter((member) => known.has(member) && !behind.has(member)),
    waitingFor: inOrder.filter((member) => behind.has(member)),
    owed: state.rotationOwed,
  }
}

function membersOf(state: ForumState, devices: readonly DeviceId[]): ReadonlySet<MemberId> {
  return new Set(devices.flatMap((id) => state.devices.get(id)?.member ?? []))
}
