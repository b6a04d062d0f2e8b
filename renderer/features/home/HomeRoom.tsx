import { useAppearIn, useForum, useMembers, useReadable } from '#renderer/session/index.ts'
import {
  Button,
  Clock,
  Columns,
  Link,
  PageHeader,
  Panel,
  Row,
  Rows,
  Section,
  Stack,
  Text,
} from '#renderer/ui/index.ts'
import { homeWords as words } from '#renderer/words/index.ts'
import { planAgenda } from '#shared/model/agenda/index.ts'
import { topicLists } from '#shared/model/topic/index.ts'
import { ExchangeList } from './ExchangeList.tsx'
import { meetingTitle } from './meetingTitle.ts'

const shownItems = 4
const shownTopics = 3

/** Home: the next meeting, the one thing to do, and with whom this computer last exchanged. */
export function HomeRoom({ onPark }: { onPark: () => void }) {
  const forum = useForum()
  useAppearIn('home')
  const agenda = useReadable(forum.agenda)
  const { topics } = useReadable(forum.parkingLot)
  const { members } = useMembers()
  const plan = planAgenda(agenda)
  const me = members.find((member) => member.isMe)
  const { urgentNow } = topicLists(topics, shownTopics)
  const when = meetingTitle(agenda.date, agenda.start)
  const alone = members.length === 1
  return (
    <Stack gap={4}>
      <PageHeader
        eyebrow={words.greeting(me?.name ?? '')}
        title={when ?? words.noMeeting}
        lead={when === null ? words.noMeetingHint : undefined}
        actions={
          alone ? (
            <Link href="/members" look="primary">
              {words.inviteAction}
            </Link>
          ) : (
            <Link href="/agenda" look="primary">
              {words.openAgenda}
            </Link>
          )
        }
      />
      <Columns
        aside={
          <Stack gap={3}>
            <Section title={words.onAgenda} level={3}>
              {agenda.items.length === 0 ? (
                <Text tone="soft">{words.emptyAgenda}</Text>
              ) : (
                <Rows label={words.onAgenda}>
                  {agenda.items.slice(0, shownItems).map((item, index) => (
                    <Row
                      key={item.id}
                      lead={<Clock tone="soft">{plan.items[index]?.time ?? ''}</Clock>}
                      end={words.minutes(item.minutes)}
                    >
                      {item.title}
                    </Row>
                  ))}
                </Rows>
              )}
            </Section>
            <Panel title={words.parkTitle} hint={words.parkHint}>
              <Button onPress={onPark}>{words.parkTitle}</Button>
            </Panel>
          </Stack>
        }
      >
        <Stack gap={4}>
          {alone && (
            <Section title={words.inviteTitle}>
              <Text>{words.inviteHint}</Text>
            </Section>
          )}
          <Section title={words.lotTitle}>
            {urgentNow.length === 0 ? (
              <Text tone="soft">{words.lotEmpty}</Text>
            ) : (
              <Rows label={words.lotTitle}>
                {urgentNow.map((topic) => (
                  <Row key={topic.id} hint={topic.theme} href="/parking-lot">
                    {topic.title}
                  </Row>
                ))}
              </Rows>
            )}
          </Section>
          {!alone && <ExchangeList />}
        </Stack>
      </Columns>
    </Stack>
  )
}
