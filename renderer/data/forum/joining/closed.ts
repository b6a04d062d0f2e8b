import { type ForumState, maxMembers, type RefusalReason } from '#crypto'
import type { EntryId } from '#shared/ids.ts'

/** Why an invitation lets nobody in any more; null while it does. */
export function closedBecause(
  state: ForumState,
  entry: EntryId,
  now: number,
): RefusalReason | null {
  const invitation = state.invitations.get(entry)
  if (invitation === undefined || invitation.status === 'used') return 'invitation-used'
  if (invitation.status === 'revoked') return 'spoken-check-refused'
  if (now > invitation.expiresAt) return 'invitation-expired'
  return state.members.size >= maxMembers ? 'forum-full' : null
}
