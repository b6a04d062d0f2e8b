import { memberId } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import type { Core } from '../core.ts'
import type { Intent } from './types.ts'

/** The member whom an intent is about, also once they are out; null of somebody new. */
export function aboutWhom(core: Core, intent: Intent): MemberId | null {
  switch (intent.type) {
    case 'admit':
      return null
    case 'revoke-device':
      return ownerOf(core, intent.device)
    default:
      return intent.member
  }
}

/** Whose computer it is or was, by the entry that let it in. */
function ownerOf({ chain, sodium }: Core, device: DeviceId): MemberId | null {
  const state = chain.state.read()
  const now = state.devices.get(device)?.member
  if (now !== undefined) return now
  for (const id of chain.ids()) {
    const entry = chain.entry(id)
    if (entry === undefined) continue
    const { body, author } = entry
    const isFounders = body.type === 'genesis' && author === device
    const isNew = body.type === 'member.admit' && body.device.id === device
    if (isFounders || isNew) return memberId(sodium, state.forum, device)
    const isAdded = body.type === 'device.add' || body.type === 'recovery.use'
    if (isAdded && body.device.id === device) return body.member
  }
  return null
}
