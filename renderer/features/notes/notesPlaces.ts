import type { NotesPlace, Person } from '#renderer/data/forum/index.ts'
import { notesWords as words } from '#renderer/words/index.ts'
import type { MemberId } from '#shared/ids.ts'

/** Notes that this person may open, and who else can. */
export interface NotesChoice {
  readonly id: string
  readonly label: string
  readonly place: NotesPlace
  /** Everybody who can open them, by name. */
  readonly names: readonly string[]
  /** Whom one wrote with and who is here no more. */
  readonly gone: string | null
}

/** Somebody with whom there are notes and who has gone. */
export interface Former {
  readonly id: MemberId
  readonly name: string
}

/** What there is to open, from who is in the forum now. What somebody may not open is not there. */
export function notesChoices(
  members: readonly Person[],
  former: readonly Former[],
): readonly NotesChoice[] {
  const me = members.find(({ isMe }) => isMe)
  const moderators = members.filter(({ isModerator }) => isModerator)
  const self: NotesChoice = {
    id: 'self',
    label: words.self,
    place: { kind: 'self' },
    names: me === undefined ? [] : [me.name],
    gone: null,
  }
  const ofModerators: NotesChoice = {
    id: 'moderators',
    label: words.moderators,
    place: { kind: 'moderators' },
    names: moderators.map(({ name }) => name),
    gone: null,
  }
  const withOthers = me === undefined ? [] : members.filter(({ isMe }) => !isMe)
  return [
    self,
    ...(me?.isModerator === true ? [ofModerators] : []),
    ...withOthers.map(({ id, name }): NotesChoice => ({
      id,
      label: words.withOne(name),
      place: { kind: 'with', member: id },
      names: [me?.name ?? '', name],
      gone: null,
    })),
    ...former.map(({ id, name }): NotesChoice => ({
      id,
      label: words.withGone(name),
      place: { kind: 'with', member: id },
      names: [me?.name ?? '', name],
      gone: name,
    })),
  ]
}
