import type { Ended, Person } from '#renderer/data/forum/index.ts'
import { listWords as listOf, whoSeesWords as words } from '#renderer/words/index.ts'

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
    ...notes(members, ended),
    { id: 'rooms', what: words.rooms, who: everybody, until: words.untilGone },
    { id: 'local', what: words.local, who: words.onlyYou, until: words.untilYou },
  ]
}

/** Notes by who can open them: outsiders hear who the moderators are, not that there is more. */
function notes(members: readonly Person[], ended: Ended | null): readonly SharedThing[] {
  const until = words.untilRemoved
  const own = {
    id: 'notes',
    what: words.ownNotes,
    who: words.onlyYouAnyComputer,
    until: words.untilMine,
  }
  const me = members.find(({ isMe }) => isMe)
  const named = (people: readonly Person[]) =>
    listOf([
      ...people.filter(({ isMe }) => isMe).map(() => words.you),
      ...people.filter(({ isMe }) => !isMe).map(({ name }) => name),
    ])
  const moderators = members.filter(({ isModerator }) => isModerator)
  const others = ended !== null || me === undefined ? [] : members.filter(({ isMe }) => !isMe)
  return [
    own,
    ...others.map((other) => ({
      id: `notes with ${other.id}`,
      what: words.notesWith(other.name),
      who: named([me, other].flatMap((one) => one ?? [])),
      until,
    })),
    ...(moderators.length === 0
      ? []
      : [
          {
            id: 'notes of moderators',
            what: words.moderatorNotes,
            who: named(moderators),
            until: words.untilRole,
          },
        ]),
  ]
}
