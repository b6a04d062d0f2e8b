import { admitMember, type Candidate, openEpoch } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { Core } from './core.ts'
import { forumScope } from './names.ts'
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
    const admission = admitMember(sodium, state, device, { clock: now(), candidate })
    if (!admission.ok) return admission
    const withNewcomer = chain.preview([admission.value])
    const opening = openEpoch(sodium, withNewcomer, device, { clock: now(), scope: forumScope })
    return opening.ok ? ok([admission.value, opening.value]) : opening
  })
  if (!published.ok) return published
  void traffic.lead()
  return ok(chain.ids().flatMap((id) => chain.entry(id)?.bytes ?? []))
}
