import type { Intent, Person } from '#renderer/data/forum/index.ts'

/**
 * The members who can do this with the person here, as the rules count: others than whom it is about
 * and than oneself, with a computer. None: it is one's own to do, or there is nobody else.
 */
export function helpersFor(intent: Intent, members: readonly Person[]): readonly Person[] {
  if (intent.type === 'revoke-device') {
    const owner = members.find(({ devices }) => devices.includes(intent.device))
    return owner?.isMe === true ? [] : others(members, owner)
  }
  if (intent.type === 'admit' || intent.type === 'give-role') return others(members, undefined)
  return others(
    members,
    members.find(({ id }) => id === intent.member),
  )
}

function others(members: readonly Person[], about: Person | undefined): readonly Person[] {
  return members.filter(({ id, isMe, devices }) => !isMe && id !== about?.id && devices.length > 0)
}

/** What takes two and may be begun here about this member. */
export function togetherWith(member: Person, members: readonly Person[]): readonly Intent[] {
  const iModerate = members.some(({ isMe, isModerator }) => isMe && isModerator)
  const hasModerator = members.some(({ isModerator, devices }) => isModerator && devices.length > 0)
  const possible: Intent[] = []
  const about = { member: member.id }
  if (!member.isMe && (member.isModerator || !iModerate))
    possible.push({ type: 'remove', ...about })
  if (!member.isMe && member.isModerator && others(members, member).length > 0)
    possible.push({ type: 'take-role', ...about })
  if (!hasModerator && others(members, undefined).length > 0)
    possible.push({ type: 'give-role', ...about })
  return possible
}
