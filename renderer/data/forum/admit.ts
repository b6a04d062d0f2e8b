import { admitMember, type Candidate } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { Core } from './core.ts'
import { withOwedKeys } from './owedKeys.ts'
import type { Traffic } from './traffic.ts'

/**
 * Lets somebody in: the admission and the new keys that it owes are made together and published
 * together. Answers the whole chain at once, for the newcomer to have it before anything can go
 * wrong here: whoever is admitted and not told could never come in. Then everything they may read
 * is written once more under the new keys.
 */
export async function admit(
  core: Core,
  traffic: Traffic,
  candidate: Candidate,
  now: () => number,
): Promise<Result<readonly Uint8Array[]>> {
  const { sodium, chain, device } = core
  const published = await traffic.publish((state) => {
    const clock = now()
    const admission = admitMember(sodium, state, device, { clock, candidate })
    return admission.ok ? withOwedKeys(core, [admission.value], clock) : admission
  })
  if (!published.ok) return published
  void traffic.lead()
  return ok(chain.ids().flatMap((id) => chain.entry(id)?.bytes ?? []))
}
