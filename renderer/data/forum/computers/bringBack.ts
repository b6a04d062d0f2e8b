import { type DeviceRecord, type ForumState, useRecovery } from '#crypto'
import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import { ok, type Failure, type Result } from '#shared/result.ts'
import type { FailureCode } from '#shared/failure.ts'
import type { Ask } from '../asks/types.ts'
import type { Core } from '../core.ts'
import type { Traffic } from '../traffic.ts'

/** How far the return of a member with one new computer has come. */
export type ReturnStanding =
  /** Nobody was asked yet, or whoever was said no. */
  | { readonly stage: 'second'; readonly failure: Failure | null }
  | { readonly stage: 'asking'; readonly member: MemberId }
  /** In the chain: it counts once more than half know of it, or does already. */
  | { readonly stage: 'waits' }
  /** In the chain, and for nothing. */
  | { readonly stage: 'over'; readonly code: FailureCode }

/** Reads it from the chain and from what was asked: both outlast any crash. */
export function returnStanding(
  state: ForumState,
  asks: readonly Ask[],
  me: MemberId,
  device: DeviceId,
): ReturnStanding {
  const brings = (id: EntryId) => {
    const body = state.dag.entry(id)?.body
    return body?.type === 'recovery.use' && body.device.id === device
  }
  if (state.devices.has(device) || [...state.pending.keys()].some(brings)) return { stage: 'waits' }
  for (const [id, code] of state.refused) if (brings(id)) return { stage: 'over', code }
  const asked = [...asks]
    .reverse()
    .find(({ by, intent }) => by === me && intent.type === 'return' && intent.device.id === device)
  if (asked === undefined) return { stage: 'second', failure: null }
  if (asked.standing === 'declined') return { stage: 'second', failure: { code: 'ask-declined' } }
  if (asked.standing === 'failed')
    return { stage: 'second', failure: { code: asked.failure ?? 'ask-expired' } }
  return { stage: 'asking', member: asked.to }
}

/**
 * Lets a member come back by one's own word alone: 'signatures-missing' wherever there is another
 * member to agree to it. No keys are owed before it counts.
 */
export function bringBackAlone(
  core: Core,
  traffic: Pick<Traffic, 'publish'>,
  member: MemberId,
  record: DeviceRecord,
  now: () => number,
): Promise<Result<null>> {
  return traffic.publish((state) => {
    if (state.devices.has(record.id)) return ok([])
    const made = useRecovery(core.sodium, state, core.device, {
      clock: now(),
      member,
      device: record,
      proof: null,
    })
    return made.ok ? ok([made.value]) : made
  })
}
