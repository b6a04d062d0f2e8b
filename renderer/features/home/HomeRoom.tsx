import {
  useAppearIn,
  useForum,
  useLocking,
  useMembers,
  useReadable,
} from '#renderer/session/index.ts'
import {
  Button,
  Columns,
  Link,
  PageHeader,
  Panel,
  Row,
  Rows,
  Section,
  shortNameOf,
  Stack,
  Text,
  useNow,
} from '#renderer/ui/index.ts'
import { SquareParking } from '#renderer/ui/icons.ts'
import {
  dayWords,
  daysAwayWords,
  greetingWords,
  homeWords as words,
  lengthWords,
} from '#renderer/words/index.ts'
import { planAgenda } from '#shared/model/agenda/index.ts'
import { isWaiting, topicLists } from '#shared/model/topic/index.ts'
import { ExchangeList } from './ExchangeList.tsx'
import { daysAway, meetingDay } from './meetingDay.ts'
import { NextItems } from './NextItems.tsx'
import { LostComputer } from './LostComputer.tsx'
import { oneThing } from './oneThing.ts'
import { sheetThing } from './sheetThing.ts'

const shownTopics = 3

/** Home: the next meeting, the one thing to do, and with whom this computer last exchanged. */
export function HomeRoom(props: { onPark: () => void; onOpenTopic: (id: string) => void }) {
  const forum = useForum()
  useAppearIn('home')
  const agenda = useReadable(forum.agenda)
  const { topics } = useReadable(forum.parkingLot)
  const { members } = useMembers()
  const now = new Date(useNow())
  const me = members.find((member) => member.isMe)
  const day = meetingDay(agenda.date)
  const plan = planAgenda(agenda)
  const { urgentNow } = topicLists(topics, shownTopics)
  const minutes = agenda.plannedMinutes ?? plan.total
  const isAlone = members.length === 1
  const thing = oneThing({
    isAlone,
    hasDate: day !== null,
    items: agenda.items.length,
    unweighed: topics.filter(
      (topic) => isWaiting(topic) && topic.ownerId === forum.me && topic.importance === 0,
    ).length,
    over: plan.over ?? 0,
    sheet: sheetThing(useReadable(useLocking().state)),
  })
  return (
    <Stack gap={2}>
      <PageHeader
        eyebrow={greetingWords(now.getHours(), shortNameOf(me?.name ?? ''))}
        title={day === null ? words.noMeeting : when(day, agenda.start)}
        lead={
          day === null
            ? words.noMeetingHint
            : words.howLongAndFar(
                minutes > 0 ? lengthWords(minutes) : null,
                daysAwayWords(daysAway(day, now)),
              )
        }
      />
      <LostComputer />
      <Section hairline>
        <Columns
          aside={
            <Stack gap={4}>
              <NextItems agenda={agenda} />
              <Panel>
                <Stack gap={1}>
                  <Button icon={<SquareParking />} onPress={props.onPark}>
                    {words.parkTitle}
                  </Button>
                  <Text tone="soft" size="s">
                    {words.parkHint}
                  </Text>
                </Stack>
              </Panel>
            </Stack>
          }
        >
          <Stack gap={4}>
            <Stack gap={2}>
              <div>
                <Text tone="soft" size="s">
                  {words.oneThing}
                </Text>
                <Section title={thing.title}>
                  <Text>{thing.hint}</Text>
                </Section>
              </div>
              <Link href={thing.href} look="primary">
                {thing.action}
              </Link>
            </Stack>
            <Section title={words.lotTitle} size="label">
              {urgentNow.length === 0 ? (
                <Text tone="soft">{words.lotEmpty}</Text>
              ) : (
                <Rows label={words.lotTitle}>
                  {urgentNow.map((topic) => (
                    <Row
                      key={topic.id}
                      {...(topic.theme !== '' && { end: topic.theme })}
                      onPress={() => props.onOpenTopic(topic.id)}
                    >
                      {topic.title}
                    </Row>
                  ))}
                </Rows>
              )}
            </Section>
            {!isAlone && <ExchangeList />}
          </Stack>
        </Columns>
      </Section>
    </Stack>
  )
}

function when(day: Date, start: string): string {
  return start === '' ? dayWords(day) : `${dayWords(day)}, ${start}`
}
