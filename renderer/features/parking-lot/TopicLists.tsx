import { Row, Rows, Section, Text, Thirds } from '#renderer/ui/index.ts'
import { lotWords as words } from '#renderer/words/index.ts'
import { type Topic, topicLists } from '#shared/model/topic/index.ts'
import { apart, useAboutTopic } from './aboutTopic.ts'
import styles from './TopicLists.module.css'

const listLength = 5

/** Three short lists to choose from, never one rank. */
export function TopicLists(props: { topics: readonly Topic[]; onOpen: (id: string) => void }) {
  const { aboutTopic, ownerOf } = useAboutTopic()
  const lists = topicLists(props.topics, listLength)
  const row = (topic: Topic) => (
    <Row key={topic.id} hint={aboutTopic(topic)} onPress={() => props.onOpen(topic.id)}>
      <bdi className={styles.title}>{topic.title}</bdi>
    </Row>
  )
  return (
    <Thirds>
      <ShortList title={words.urgentTitle} hint={words.urgentHint}>
        {lists.urgentNow.map(row)}
      </ShortList>
      <ShortList title={words.recurringTitle} hint={words.recurringHint}>
        {lists.keepsComingBack.map(row)}
      </ShortList>
      <ShortList title={words.sharedTitle} hint={words.sharedHint}>
        {lists.sharedBySeveral.map((theme) => (
          <Row
            key={theme.name}
            hint={[...new Set(theme.topics.map(ownerOf))].map(apart).join(', ')}
          >
            <bdi className={styles.theme}>{theme.name}</bdi>
          </Row>
        ))}
      </ShortList>
    </Thirds>
  )
}

function ShortList(props: { title: string; hint: string; children: readonly React.ReactNode[] }) {
  const { title, hint, children } = props
  return (
    <Section title={title} hint={hint} size="m">
      {children.length === 0 ? (
        <Text tone="soft">{words.none}</Text>
      ) : (
        <Rows label={title}>{children}</Rows>
      )}
    </Section>
  )
}
