import { type ForumState, isBeyondEnd, logEndOf, type OpenedEnvelope } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import type { DeviceId } from '#shared/ids.ts'
import type { ScopeLog } from './scopeLog.ts'

const mostEnvelopes = 2_000
const mostBytes = 8 * 1024 * 1024

/** Why an envelope beyond the end of its log may not even be stored; null when it may. */
export type LateAllowance = (
  header: OpenedEnvelope['header'],
  bytes: number,
) => Extract<FailureCode, 'device-not-active' | 'rate-limited'> | null

/**
 * What lies beyond the end of its log is kept, for somebody may have built on it, but only so much
 * of it: whoever was removed still holds the old keys, and must not fill disks. Late snapshots are
 * not kept at all, since nobody builds on them: a newcomer would only take in what they say.
 */
export function createLateAllowance(log: ScopeLog, state: () => ForumState): LateAllowance {
  const taken = new Map<DeviceId, number>()

  function held(device: DeviceId): number {
    let count = 0
    for (const head of log.heads()) {
      if (head.log.device !== device) continue
      count += Math.max(0, head.seq - (logEndOf(state(), head.log)?.seq ?? head.seq))
    }
    return count
  }

  return (header, bytes) => {
    if (!isBeyondEnd(state(), header, header.seq)) return null
    if (header.kind === 'snapshot') return 'device-not-active'
    const { device } = header
    const size = (taken.get(device) ?? 0) + bytes
    if (size > mostBytes || held(device) >= mostEnvelopes) return 'rate-limited'
    taken.set(device, size)
    return null
  }
}
