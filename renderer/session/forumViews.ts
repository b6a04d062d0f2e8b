import { useEffect } from 'react'
import type { MemberId } from '#shared/ids.ts'
import type { MarkedTitles } from '#renderer/data/docs/index.ts'
import type { Person, RoomName } from '#renderer/data/forum/index.ts'
import { useForum } from './context.ts'
import { useReadable } from './useReadable.ts'

/** Tells the others that this room is open here, as long as it is. */
export function useAppearIn(room: RoomName, within: string | null = null): void {
  const forum = useForum()
  useEffect(() => forum.appear(room, within), [forum, room, within])
}

/** The members, and a way to name one. */
export function useMembers(): {
  readonly members: readonly Person[]
  readonly nameOf: (id: MemberId | null) => string | null
} {
  const members = useReadable(useForum().members)
  return {
    members,
    nameOf: (id) => members.find((member) => member.id === id)?.name ?? null,
  }
}

/** The others who have this room open now, or who are in one text of it. */
export function usePresentIn(
  room: RoomName,
  within?: string,
): readonly { readonly id: string; readonly name: string }[] {
  const present = useReadable(useForum().present)
  const { nameOf } = useMembers()
  return present
    .filter((one) => one.room === room && (within === undefined || one.within === within))
    .map((one) => ({ id: one.device, name: nameOf(one.member) ?? '' }))
    .filter(({ name }) => name !== '')
}

/** Where in the title of an entry others write now. */
export function useCarets(
  room: RoomName,
  within: string,
  titles: MarkedTitles,
): readonly { readonly id: string; readonly name: string; readonly at: number }[] {
  const carets = useReadable(useForum().carets)
  const { nameOf } = useMembers()
  return carets
    .filter((one) => one.room === room && one.within === within)
    .flatMap(({ device, member, mark }) => {
      const at = titles.findInTitle(within, mark)
      const name = nameOf(member)
      return at === null || name === null ? [] : [{ id: device, name, at }]
    })
}
