import type { MemberId } from '#shared/ids.ts'
import { useForum } from './context.ts'
import { useReadable } from './useReadable.ts'

/** Names of members, also of those who are no longer in; null of whom nobody here knows. */
export function useNameOf(): (member: MemberId | null) => string | null {
  const { names } = useReadable(useForum().people)
  return (member) => (member === null ? null : (names.get(member) ?? null))
}
