import type { Person } from '#renderer/data/forum/index.ts'
import { useForum, useReadable } from '#renderer/session/index.ts'
import { Initials, Row, Rows, useNow } from '#renderer/ui/index.ts'
import { agoWords, memberWords as words, partingWords } from '#renderer/words/index.ts'

/** The members, each opening their card. */
export function MemberRows(props: {
  members: readonly Person[]
  onShow: (member: Person) => void
}) {
  const { connected, lastExchanged } = useReadable(useForum().status)
  const now = useNow()
  function exchanged(member: Person): string {
    if (member.isMe) return words.you
    if (connected.includes(member.id)) return words.connected
    const at = lastExchanged.get(member.id)
    return at === undefined ? words.notYet : words.exchanged(agoWords(at, now))
  }
  return (
    <Rows label={words.listTitle}>
      {props.members.map((member) => (
        <Row
          key={member.id}
          lead={<Initials name={member.name} />}
          end={exchanged(member)}
          onPress={() => props.onShow(member)}
          {...(member.isModerator && { hint: partingWords.moderator })}
        >
          {member.name}
        </Row>
      ))}
    </Rows>
  )
}
