import { admissionBody, type Entry, type EntryBody, type ForumState } from '#crypto'
import type { DeviceId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import type { Core } from '../core.ts'
import { type CutOffSources, cutOffsOf } from '../cutOffs.ts'
import { moderatorScope } from '../names.ts'
import { withOwedKeys } from '../owedKeys.ts'
import { withoutInvitationsOf } from '../revokeInvitations.ts'
import type { Intent } from './types.ts'

/** As many logs as an act ends that has to fit a private message: about 170 bytes each. */
const mostCutOffs = 150

/** The entry that an intent comes to on this state of the chain, with cut-offs made now. */
export async function bodyOf(
  reading: CutOffSources,
  state: ForumState,
  intent: Intent,
): Promise<Result<EntryBody>> {
  switch (intent.type) {
    case 'give-role':
      return ok({ type: 'role.grant', member: intent.member })
    case 'return':
      return ok({
        type: 'recovery.use',
        member: intent.member,
        device: intent.device,
        proof: null,
      })
    case 'admit':
      return ok(admissionBody(state, intent.candidate))
    default:
      return ending(reading, state, intent)
  }
}

async function ending(
  reading: CutOffSources,
  state: ForumState,
  intent: Extract<Intent, { type: 'remove' | 'take-role' | 'revoke-device' }>,
): Promise<Result<EntryBody>> {
  const devices = endedBy(state, intent)
  if (devices.length === 0) return fail('not-found')
  const scope = intent.type === 'take-role' ? moderatorScope : null
  const found = await cutOffsOf(reading, state, devices, scope, mostCutOffs)
  if (!found.ok) return found
  const cutOffs = found.value
  switch (intent.type) {
    case 'remove':
      return ok({ type: 'member.remove', member: intent.member, cutOffs })
    case 'take-role':
      return ok({ type: 'role.revoke', member: intent.member, cutOffs })
    case 'revoke-device':
      return ok({ type: 'device.revoke', device: intent.device, evidence: null, cutOffs })
  }
}

/** The devices whose logs an intent ends. */
function endedBy(state: ForumState, intent: Intent): readonly DeviceId[] {
  switch (intent.type) {
    case 'revoke-device':
      return state.devices.has(intent.device) ? [intent.device] : []
    case 'remove':
    case 'take-role':
      return (state.members.get(intent.member) ?? state.guests.get(intent.member))?.devices ?? []
    default:
      return []
  }
}

/** The entry, and all that is published in one step with it: ended invitations, and the keys it owes. */
export function withAllThatFollows(
  core: Core,
  state: ForumState,
  intent: Intent,
  entry: Entry,
  clock: number,
): Result<readonly Entry[]> {
  const leaving = intent.type === 'take-role' ? [] : endedBy(state, intent)
  const all = withoutInvitationsOf(core, leaving, [entry], clock)
  return all.ok ? withOwedKeys(core, all.value, clock) : all
}
