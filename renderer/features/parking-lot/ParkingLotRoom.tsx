import { useState } from 'react'
import {
  useAppearIn,
  useForum,
  useMembers,
  usePresentIn,
  useReadable,
} from '#renderer/session/index.ts'
import {
  Button,
  EmptyState,
  Inline,
  PageHeader,
  Presence,
  Row,
  Rows,
  Seal,
  Section,
  Stack,
  Text,
  Thirds,
} from '#renderer/ui/index.ts'
import { SquareParking, Undo2 } from '#renderer/ui/icons.ts'
import { frameWords, lotWords as words } from '#renderer/words/index.ts'
import { isWaiting, type Topic, topicLists } from '#shared/model/topic/index.ts'
import { EditTopic } from './EditTopic.tsx'

const listLength = 5

/** The parking lot: three short lists to choose from, never one rank, and all topics below. */
export function ParkingLotRoom({ onPark }: { onPark: () => void }) {
  const forum = useForum()
  const { topics, removed } = useReadable(forum.parkingLot)
  const { members, nameOf } = useMembers()
  const [editing, setEditing] = useState<string | null>(null)
  useAppearIn('parking-lot', editing)
  const present = usePresentIn('parking-lot')
  const waiting = topics.filter(isWaiting)
  const lists = topicLists(topics, listLength)
  const mine = waiting.filter((topic) => topic.ownerId === forum.me).length
  const [newest] = removed

  function about(topic: Topic): string {
    const owner = topic.ownerId === forum.me ? words.you : (nameOf(topic.ownerId) ?? words.group)
    return [owner, topic.theme, words.heardTimes(topic.heard)].filter(Boolean).join(' · ')
  }

  const row = (topic: Topic) => (
    <Row key={topic.id} hint={about(topic)} onPress={() => setEditing(topic.id)}>
      {topic.title}
    </Row>
  )

  return (
    <Stack gap={4}>
      <PageHeader
        title={words.title}
        presence={<Presence people={present} label={frameWords.here} />}
        actions={
          <Button variant="primary" icon={<SquareParking />} onPress={onPark}>
            {words.park}
          </Button>
        }
        meta={
          <>
            <Seal names={members.map((member) => member.name)}>
              {frameWords.sealedTo(members.length)}
            </Seal>
            <Text as="span" tone="soft" size="s">
              {words.open(waiting.length)}, {words.yours(mine)}
            </Text>
          </>
        }
      />
      {topics.length === 0 ? (
        <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
      ) : (
        <>
          <Thirds>
            <Section title={words.urgentTitle} hint={words.urgentHint}>
              <List label={words.urgentTitle}>{lists.urgentNow.map(row)}</List>
            </Section>
            <Section title={words.recurringTitle} hint={words.recurringHint}>
              <List label={words.recurringTitle}>{lists.keepsComingBack.map(row)}</List>
            </Section>
            <Section title={words.sharedTitle} hint={words.sharedHint}>
              <List label={words.sharedTitle}>
                {lists.sharedBySeveral.map((theme) => (
                  <Row key={theme.name} hint={ownersOf(theme.topics)}>
                    {theme.name}
                  </Row>
                ))}
              </List>
            </Section>
          </Thirds>
          <Section title={words.all}>
            <Rows label={words.all}>
              {waiting.map((topic) => (
                <Row
                  key={topic.id}
                  hint={about(topic)}
                  end={words.score(topic.importance, topic.urgency)}
                  onPress={() => setEditing(topic.id)}
                >
                  {topic.title}
                </Row>
              ))}
            </Rows>
          </Section>
        </>
      )}
      {newest !== undefined && (
        <Inline gap={1}>
          <Text as="span" tone="soft" size="s">
            {words.removed(newest.title)}
          </Text>
          <Button
            variant="quiet"
            icon={<Undo2 />}
            onPress={() => forum.parkingLot.restoreTopic(newest.id)}
          >
            {words.putBack}
          </Button>
        </Inline>
      )}
      <EditTopic
        topic={topics.find((topic) => topic.id === editing) ?? null}
        onClose={() => setEditing(null)}
      />
    </Stack>
  )

  function ownersOf(shared: readonly Topic[]): string {
    const names = shared.map((topic) => nameOf(topic.ownerId) ?? words.group)
    return [...new Set(names)].join(', ')
  }
}

function List(props: { label: string; children: readonly React.ReactNode[] }) {
  if (props.children.length === 0) return <Text tone="soft">{words.none}</Text>
  return <Rows label={props.label}>{props.children}</Rows>
}
