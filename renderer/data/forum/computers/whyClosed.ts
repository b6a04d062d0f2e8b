import type { ForumState, RefusalReason } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import type { KeptCode } from '../../profile/index.ts'

const mostComputers = 3

/** Why a code lets no computer in any more; null while it does. */
export function whyClosed(code: KeptCode, state: ForumState, now: number): RefusalReason | null {
  if (code.refused) return 'spoken-check-refused'
  if (code.matched !== null) return 'invitation-used'
  if (now > code.expiresAt) return 'invitation-expired'
  const computers = state.members.get(code.member)?.devices.length ?? 0
  if (computers >= mostComputers) return 'device-limit'
  return code.purpose === 'return' && state.pending.size > 0 ? 'act-pending' : null
}

const reasons: ReadonlyMap<FailureCode, RefusalReason> = new Map<FailureCode, RefusalReason>([
  ['device-limit', 'device-limit'],
  ['act-pending', 'act-pending'],
  ['act-objected', 'act-objected'],
])

/** What the new computer is told of a failure on this side. */
export function asReason(code: FailureCode): RefusalReason {
  return reasons.get(code) ?? 'coming-refused'
}
