import type { Intent } from '#renderer/data/forum/index.ts'
import { useMembers } from './forumViews.ts'

/** Whom an act is about, by name; `somebody` when nobody here knows. */
export function useNameIn(): (intent: Intent, somebody: string) => string {
  const { members, nameOf } = useMembers()
  return (intent, somebody) => {
    switch (intent.type) {
      case 'admit':
        return intent.name === '' ? somebody : intent.name
      case 'revoke-device': {
        const { device } = intent
        return members.find(({ devices }) => devices.includes(device))?.name ?? somebody
      }
      default:
        return nameOf(intent.member) ?? somebody
    }
  }
}
