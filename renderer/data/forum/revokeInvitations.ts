import { type Entry, revokeInvite } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Core } from './core.ts'

/**
 * After these entries, ends the open invitations that these devices made: the chain leaves them
 * open, and whoever left could still hand them to a friend inside.
 */
export function withoutInvitationsOf(
  { sodium, chain, device }: Core,
  devices: readonly DeviceId[],
  entries: readonly Entry[],
  clock: number,
): Result<readonly Entry[]> {
  const made = [...entries]
  for (const { id, createdBy, status } of chain.state.read().invitations.values()) {
    if (status !== 'open' || !devices.includes(createdBy)) continue
    const state = made.length === 0 ? chain.state.read() : chain.preview(made)
    const revoked = revokeInvite(sodium, state, device, { clock, invitation: id })
    if (!revoked.ok) return revoked
    made.push(revoked.value)
  }
  return ok(made)
}
