import { type ForumState, parseScope, scopeState } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import type { HeldForum } from '../../profile/index.ts'
import { forumScope } from '../names.ts'

/** Whether a device is in a scope now. */
export function isInside(state: ForumState, scope: string, device: DeviceId): boolean {
  return scopeState(state, scope).devices.has(device)
}

/**
 * Whether a computer that was in a scope has to forget it: its person lost the role, or left, or it
 * was itself taken out. Nobody forgets the forum, nor their own notes, because they left; and of two
 * the one who stays keeps what they wrote together, to read.
 */
export function isLost(
  state: ForumState,
  scope: string,
  device: DeviceId,
  member: MemberId,
): boolean {
  if (isInside(state, scope, device)) return false
  switch (parseScope(scope)?.kind) {
    case 'moderators':
    case 'session':
      return true
    case 'pair':
      return !state.devices.has(device)
    case 'self':
      return !state.devices.has(device) && state.members.has(member)
    default:
      return false
  }
}

/** Where the devices of a forum meet, and where its entries travel: a guest's is the session. */
export function homeScopeOf({ epochs }: HeldForum): string {
  const isFull = epochs.some(({ scope }) => scope === forumScope)
  return isFull ? forumScope : (epochs[0]?.scope ?? forumScope)
}
