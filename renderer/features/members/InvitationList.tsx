import type { Invitation } from '#renderer/data/forum/index.ts'
import { Row, Rows, Section } from '#renderer/ui/index.ts'
import { memberWords as words, momentWords } from '#renderer/words/index.ts'

/** The invitations made on this computer; those still open can be opened. */
export function InvitationList(props: {
  invitations: readonly Invitation[]
  onShow: (invitation: Invitation) => void
}) {
  if (props.invitations.length === 0) return null
  return (
    <Section title={words.invitationsTitle} hint={words.invitationsHint} size="m">
      <Rows label={words.invitationsTitle}>
        {props.invitations.map((invitation) => {
          const until = momentWords(new Date(invitation.expiresAt))
          const isEnded = invitation.state === 'expired'
          return (
            <Row
              key={invitation.id}
              end={words.state[invitation.state]}
              {...(invitation.state === 'open' && { onPress: () => props.onShow(invitation) })}
            >
              {isEnded ? words.ended(until) : words.good(until)}
            </Row>
          )
        })}
      </Rows>
    </Section>
  )
}
