import { useState } from 'react'
import { useForum, useMembers } from '#renderer/session/index.ts'
import {
  Button,
  Figure,
  Heading,
  Inline,
  PointsPicture,
  Section,
  Stack,
  Text,
} from '#renderer/ui/index.ts'
import { lotWords as words } from '#renderer/words/index.ts'
import { type Topic, topicLimits } from '#shared/model/topic/index.ts'
import { useAboutTopic } from './aboutTopic.ts'
import styles from './WeightPicture.module.css'

const isWeighed = (topic: Topic) => topic.importance > 0 || topic.urgency > 0

/** Importance against urgency, and beside it the topic one looks at. */
export function WeightPicture(props: { topics: readonly Topic[]; onOpen: (id: string) => void }) {
  const { topics, onOpen } = props
  const { me } = useForum()
  const { nameOf } = useMembers()
  const { ownerOf } = useAboutTopic()
  const [looked, setLooked] = useState<string | null>(null)
  const weighed = topics.filter(isWeighed)
  const unweighed = topics.length - weighed.length
  const topic = weighed.find(({ id }) => id === looked) ?? mostUrgent(weighed)
  return (
    <Section title={words.pictureTitle} size="m" hairline>
      {topic === undefined ? (
        <Text tone="soft">{words.nothingWeighed}</Text>
      ) : (
        <div className={styles.beside}>
          <PointsPicture
            label={words.pictureLabel}
            xLabel={words.urgent}
            yLabel={words.important}
            max={topicLimits.weight}
            looked={topic.id}
            onLook={setLooked}
            onOpen={onOpen}
            points={weighed.map((each) => ({
              id: each.id,
              x: each.urgency,
              y: each.importance,
              name: nameOf(each.ownerId),
              label: each.title,
              description: words.described(
                each.title,
                ownerOf(each),
                each.importance,
                each.urgency,
              ),
              isMarked: each.ownerId === me,
            }))}
          />
          <LookedAt topic={topic} onOpen={onOpen} />
        </div>
      )}
      {topic !== undefined && unweighed > 0 && (
        <Text tone="soft" size="s">
          {words.unweighed(unweighed)}
        </Text>
      )}
    </Section>
  )
}

function LookedAt({ topic, onOpen }: { topic: Topic; onOpen: (id: string) => void }) {
  const { aboutTopic } = useAboutTopic()
  return (
    <Stack gap={2}>
      <div>
        <Heading level={3} size="m">
          <bdi>{topic.title}</bdi>
        </Heading>
        <Text tone="soft" size="s">
          {aboutTopic(topic)}
        </Text>
      </div>
      <Inline gap={4}>
        <Figure label={words.importance} value={topic.importance} />
        <Figure label={words.urgency} value={topic.urgency} />
        <Figure label={words.heard} value={topic.heard} />
      </Inline>
      <Button onPress={() => onOpen(topic.id)}>{words.openTopic}</Button>
    </Stack>
  )
}

function mostUrgent(topics: readonly Topic[]): Topic | undefined {
  return topics.reduce<Topic | undefined>(
    (most, topic) => (most === undefined || topic.urgency > most.urgency ? topic : most),
    undefined,
  )
}
