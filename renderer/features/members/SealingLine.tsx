import type { Person } from '#renderer/data/forum/index.ts'
import { useForum, useReadable } from '#renderer/session/index.ts'
import { Seal } from '#renderer/ui/index.ts'
import { frameWords, memberWords, sealingWords as words } from '#renderer/words/index.ts'

/** To whom everything is sealed now, and for whose computers one still waits. */
export function SealingLine({ members }: { members: readonly Person[] }) {
  const { sealed, waitingFor, owed } = useReadable(useForum().sealing)
  const named = (ids: readonly string[]) =>
    members.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  if (owed) return <Seal kind="waiting">{words.owed}</Seal>
  if (waitingFor.length > 0)
    return (
      <Seal kind="waiting" names={named(waitingFor)} namesLabel={words.waitingFor}>
        {words.part(sealed.length, members.length)}
      </Seal>
    )
  return (
    <Seal
      names={members.map(({ name }) => name)}
      namesLabel={frameWords.sealedNames}
      until={memberWords.sealed}
    >
      {frameWords.sealedTo(members.length)}
    </Seal>
  )
}
