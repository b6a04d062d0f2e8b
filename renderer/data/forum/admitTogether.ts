import type { Candidate, ForumState } from '#crypto'
import type { FailureCode } from '#shared/failure.ts'
import type { MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { Asks } from './asks/createAsks.ts'
import type { Core } from './core.ts'
import { withOwedKeys } from './owedKeys.ts'
import type { Traffic } from './traffic.ts'

/** What admitting with another needs. */
export interface TogetherSources {
  readonly core: Core
  readonly traffic: Traffic
  readonly asks: Pick<Asks, 'together'>
  readonly now: () => number
}

/**
 * Lets somebody in with the word of a second member: asks that member, waits until the admission
 * counts (more than half know of it), and makes the new keys. Answers the whole chain, as `admit`.
 */
export async function admitTogether(
  { core, traffic, asks, now }: TogetherSources,
  candidate: Candidate,
  name: string,
  second: MemberId,
): Promise<Result<readonly Uint8Array[]>> {
  const asked = await asks.together({ type: 'admit', name, candidate }, second)
  if (!asked.ok) return asked
  const counts = await untilItCounts(core, candidate)
  if (!counts.ok) return counts
  const published = await traffic.publish(() => withOwedKeys(core, [], now()))
  if (!published.ok) return published
  void traffic.lead()
  const { chain } = core
  return ok(chain.ids().flatMap((id) => chain.entry(id)?.bytes ?? []))
}

/** Resolves once the newcomer's device is in, or when the admission has come to nothing. */
function untilItCounts({ chain }: Core, candidate: Candidate): Promise<Result<null>> {
  return new Promise((resolve) => {
    const look = () => {
      const state = chain.state.read()
      const refusal = refusedBecause(state, candidate)
      if (!state.devices.has(candidate.device.id) && refusal === null) return
      stop()
      resolve(refusal === null ? ok(null) : fail(refusal))
    }
    const stop = chain.state.subscribe(look)
    look()
  })
}

function refusedBecause(state: ForumState, { admitter, device }: Candidate): FailureCode | null {
  const admission = state.dag
    .entriesOf(admitter)
    .find(({ body }) => body.type === 'member.admit' && body.device.id === device.id)
  return admission === undefined ? null : (state.refused.get(admission.id) ?? null)
}
