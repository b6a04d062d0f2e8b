import type { Intent, Person } from '#renderer/data/forum/index.ts'
import { useForum } from '#renderer/session/index.ts'
import { Row, Rows, Section, TextButton } from '#renderer/ui/index.ts'
import { askWords as words } from '#renderer/words/index.ts'

/** The computers of a member, each to be called lost. */
export function MemberComputers(props: { member: Person; onIntent: (intent: Intent) => void }) {
  const { member, onIntent } = props
  const forum = useForum()
  return (
    <Section title={words.computers} level={3} size="label">
      <Rows label={words.computers}>
        {member.devices.length === 0 && <Row>{words.noComputer}</Row>}
        {member.devices.map((device, at) => (
          <Row
            key={device}
            {...(device !== forum.device && {
              end: (
                <TextButton onPress={() => onIntent({ type: 'revoke-device', device })}>
                  {words.lost}
                </TextButton>
              ),
            })}
          >
            {device === forum.device ? words.thisComputer : words.computer(at + 1)}
          </Row>
        ))}
      </Rows>
    </Section>
  )
}
