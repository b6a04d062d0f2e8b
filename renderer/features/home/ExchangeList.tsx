import { useForum, useMembers, useReadable } from '#renderer/session/index.ts'
import { Row, Rows, Section, useNow } from '#renderer/ui/index.ts'
import { agoWords, homeWords as words } from '#renderer/words/index.ts'

/** With whom this computer last exchanged, by name. */
export function ExchangeList() {
  const status = useReadable(useForum().status)
  const { members } = useMembers()
  const now = useNow()
  return (
    <Section title={words.exchangesTitle} size="label">
      <Rows label={words.exchangesTitle}>
        {members
          .filter((member) => !member.isMe)
          .map((member) => {
            const at = status.lastExchanged.get(member.id)
            const when = at === undefined ? words.exchangedNever : agoWords(at, now)
            return (
              <Row
                key={member.id}
                end={status.connected.includes(member.id) ? words.connected : when}
              >
                {member.name}
              </Row>
            )
          })}
      </Rows>
    </Section>
  )
}
