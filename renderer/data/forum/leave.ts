import { leaveForum } from '#crypto'
import { fail, ok, type Result } from '#shared/result.ts'
import type { Core } from './core.ts'
import { cutOffsOf } from './cutOffs.ts'
import { withoutInvitationsOf } from './revokeInvitations.ts'
import type { Traffic } from './traffic.ts'

/**
 * Goes, with all one's computers. First nothing more can be written, and what was written goes as
 * far as it can be brought now, since it counts up to here; then one's open invitations end, and the
 * leave is on disk when this resolves. Whatever refuses on the way leaves everything as it was.
 */
export async function leave(
  core: Core,
  traffic: Traffic,
  now: () => number,
): Promise<Result<null>> {
  const { sodium, chain, device, log } = core
  if (!chain.state.read().devices.has(device.id)) return fail('forum-ended')
  traffic.refuseWriting('forum-ended')
  const gone = await go()
  if (!gone.ok && traffic.ended.read() === null) traffic.refuseWriting(null)
  // What was only for others to see with this person goes from this computer.
  if (gone.ok) await traffic.lead()
  return gone

  async function go(): Promise<Result<null>> {
    if (!(await traffic.bringOut())) return fail('database-failed')
    return traffic.publish(async (state) => {
      const member = state.devices.get(device.id)?.member
      const devices = member === undefined ? undefined : state.members.get(member)?.devices
      if (devices === undefined) return fail('forum-ended')
      const cutOffs = await cutOffsOf({ log, open: traffic.open }, state, devices)
      if (!cutOffs.ok) return cutOffs
      const clock = now()
      const revoked = withoutInvitationsOf(core, devices, [], clock)
      if (!revoked.ok) return revoked
      const before = revoked.value.length === 0 ? state : chain.preview(revoked.value)
      const left = leaveForum(sodium, before, device, { clock, cutOffs: cutOffs.value })
      return left.ok ? ok([...revoked.value, left.value]) : left
    })
  }
}
