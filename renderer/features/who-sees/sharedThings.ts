import type { Ended, Person } from '#renderer/data/forum/index.ts'
import { whoSeesWords as words } from '#renderer/words/index.ts'

/** One kind of thing, who can open it by name, and until when. */
export interface SharedThing {
  readonly id: string
  readonly what: string
  readonly who: string
  readonly until: string
}

/**
 * Who can open what, from who is in the forum now. Whoever has gone reads on their computer what is
 * there, and shares nothing more.
 */
export function sharedThings(
  members: readonly Person[],
  ended: Ended | null,
): readonly SharedThing[] {
  const isAlone = members.length <= 1
  const others = members.filter(({ isMe }) => !isMe).map(({ name }) => name)
  const everybody = isAlone
    ? words.onlyYouInForum
    : listOf(ended === null ? ['You', ...others] : others)
  const shared = (id: string, what: string) => ({
    id,
    what,
    who: everybody,
    until: words.untilRemoved,
  })
  return [
    shared('agenda', words.agenda),
    shared('parking-lot', words.lot),
    shared('names', words.names),
    { id: 'rooms', what: words.rooms, who: everybody, until: words.untilGone },
    { id: 'local', what: words.local, who: words.onlyYou, until: words.untilYou },
  ]
}

function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  const before = names.slice(0, -1)
  return before.length === 0 ? last : `${before.join(', ')} and ${last}`
}
