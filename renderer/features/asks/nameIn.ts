import type { Ask } from '#renderer/data/forum/index.ts'

/** What somebody who is not in yet calls themselves; null of members, who have a name of their own. */
export function nameIn({ intent }: Ask): string | null {
  return intent.type === 'admit' && intent.name !== '' ? intent.name : null
}
