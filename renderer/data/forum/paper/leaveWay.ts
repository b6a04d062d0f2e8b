import {
  bundleMailbox,
  createReturnWay,
  type ReturnRequest,
  type ReturnRoom,
  sealBundle,
} from '#crypto'
import { fail, ok, type Result } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { Core } from '../core.ts'
import { leaveBlobs } from '../keys/leaveBlobs.ts'

/**
 * The whole chain in a mailbox of its own, and the way there for the device that asks. The
 * bundle lies there before the way to it is made.
 */
export async function wayBack(
  core: Core,
  relay: RelayLink,
  room: ReturnRoom,
  request: ReturnRequest,
): Promise<Result<Uint8Array>> {
  const { sodium, chain } = core
  const { currentEpoch } = chain.state.read()
  if (currentEpoch === null) return fail('epoch-unknown')
  const entries = chain.ids().flatMap((id) => chain.entry(id)?.bytes ?? [])
  const bundle = sealBundle(sodium, room.forum, entries)
  if (!bundle.ok) return bundle
  const { secret, parts } = bundle.value
  const lies = await leaveBlobs(relay, bundleMailbox(sodium, secret), parts)
  if (!lies.ok) return lies
  const waybill = { epoch: currentEpoch, bundle: secret, parts: parts.length }
  return ok(createReturnWay(sodium, room, request, waybill))
}
