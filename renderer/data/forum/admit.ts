import { admitMember, type Candidate, openEpoch } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { Core } from './core.ts'
import { forumScope } from './names.ts'
import type { Traffic } from './traffic.ts'

/**
 * Lets somebody in: the admission and the new keys that it owes are made together and published
 * together, so that nobody ever sees the one without the other. Then everything the newcomer may
 * read is written once more under the new keys. Answers the whole chain.
 */
export async function admit(
  core: Core,
  traffic: Traffic,
  candidate: Candidate,
  now: () => number,
): Promise<Result<readonly Uint8Array[]>> {
  const { sodium, chain, device } = core
  const admission = admitMember(sodium, chain.state.read(), device, { clock: now(), candidate })
  if (!admission.ok) return admission
  const withNewcomer = chain.preview([admission.value])
  const opening = openEpoch(sodium, withNewcomer, device, { clock: now(), scope: forumScope })
  if (!opening.ok) return opening
  const published = await traffic.publish([admission.value, opening.value])
  if (!published.ok) return published
  await traffic.follow()
  const written = await traffic.snapshots.writeAll()
  if (!written.ok) return written
  return ok(chain.ids().flatMap((id) => chain.entry(id)?.bytes ?? []))
}
