import { bundleMailbox, type EpochState, sealBundle, type Waybill } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { Core } from '../core.ts'
import { leaveBlobs } from './leaveBlobs.ts'
import { entriesFor, type Addressee } from './sleepers.ts'

/**
 * Seals what at least one of these devices lacks into a mailbox of its own for this one time, and
 * answers the way there. Fails as `too-large`, or as the relay does; then no waybill may be left.
 */
export async function leaveBundle(
  { sodium, chain }: Core,
  relay: RelayLink,
  epoch: EpochState,
  addressees: readonly Addressee[],
): Promise<Result<Waybill>> {
  const state = chain.state.read()
  const entries = entriesFor(state, chain.ids(), addressees).map(({ bytes }) => bytes)
  const bundle = sealBundle(sodium, state.forum, entries)
  if (!bundle.ok) return bundle
  const { secret, parts } = bundle.value
  const lies = await leaveBlobs(relay, bundleMailbox(sodium, secret), parts)
  return lies.ok ? ok({ epoch: epoch.id, bundle: secret, parts: parts.length }) : lies
}
