import {
  useAppearIn,
  useForum,
  useMembers,
  usePresentIn,
  useReadable,
} from '#renderer/session/index.ts'
import { Button, EmptyState, PageHeader, Presence, Seal, Stack, Text } from '#renderer/ui/index.ts'
import { SquareParking } from '#renderer/ui/icons.ts'
import { frameWords, lotWords as words } from '#renderer/words/index.ts'
import { isWaiting } from '#shared/model/topic/index.ts'
import { EditTopic } from './EditTopic.tsx'
import { RemovedTopics } from './RemovedTopics.tsx'
import { TopicLists } from './TopicLists.tsx'
import { TopicTable } from './TopicTable.tsx'
import { WeightPicture } from './WeightPicture.tsx'

/** The parking lot: three short lists, the picture of weights, and all topics. */
export function ParkingLotRoom(props: {
  onPark: () => void
  /** The topic that is open over the room. */
  topic: string | null
  onTopic: (id: string | null) => void
}) {
  const { onPark, topic: openTopic, onTopic } = props
  const forum = useForum()
  const { topics } = useReadable(forum.parkingLot)
  const { members } = useMembers()
  useAppearIn('parking-lot', openTopic)
  const present = usePresentIn('parking-lot')
  const waiting = topics.filter(isWaiting)
  const mine = waiting.filter((topic) => topic.ownerId === forum.me).length

  return (
    <Stack gap={2}>
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
            <Seal names={members.map((member) => member.name)} namesLabel={frameWords.sealedNames}>
              {frameWords.sealedTo(members.length)}
            </Seal>
            <Text as="span" tone="soft" size="s">
              {waiting.length === 0
                ? words.open(0)
                : `${words.open(waiting.length)}, ${words.yours(mine)}`}
            </Text>
          </>
        }
      />
      <Stack gap={4}>
        {waiting.length === 0 ? (
          <EmptyState title={words.emptyTitle}>{words.emptyText}</EmptyState>
        ) : (
          <>
            <TopicLists topics={waiting} onOpen={onTopic} />
            <WeightPicture topics={waiting} onOpen={onTopic} />
            <TopicTable topics={waiting} onOpen={onTopic} />
          </>
        )}
        <RemovedTopics />
      </Stack>
      <EditTopic
        topic={topics.find((topic) => topic.id === openTopic) ?? null}
        onClose={() => onTopic(null)}
      />
    </Stack>
  )
}
