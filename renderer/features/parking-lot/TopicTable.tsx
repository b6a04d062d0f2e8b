import { Section, Table, type TableColumn, TextButton } from '#renderer/ui/index.ts'
import { lotWords as words } from '#renderer/words/index.ts'
import type { Topic } from '#shared/model/topic/index.ts'
import { useAboutTopic } from './aboutTopic.ts'

/** Every open topic with its figures, in the order they were parked. */
export function TopicTable(props: { topics: readonly Topic[]; onOpen: (id: string) => void }) {
  const { topics, onOpen } = props
  const { ownerOf } = useAboutTopic()
  const columns: readonly TableColumn<Topic>[] = [
    {
      id: 'title',
      title: words.topic,
      renderCell: ({ id, title }) => (
        <TextButton onPress={() => onOpen(id)}>
          <bdi>{title}</bdi>
        </TextButton>
      ),
    },
    { id: 'owner', title: words.owner, renderCell: (topic) => <bdi>{ownerOf(topic)}</bdi> },
    { id: 'theme', title: words.theme, renderCell: ({ theme }) => <bdi>{theme}</bdi> },
    figure('importance', words.importance),
    figure('urgency', words.urgency),
    figure('heard', words.heard),
  ]
  return (
    <Section title={words.all} size="m" hairline>
      <Table label={words.all} columns={columns} rows={topics} />
    </Section>
  )
}

function figure(id: 'importance' | 'urgency' | 'heard', title: string): TableColumn<Topic> {
  return { id, title, isFigure: true, renderCell: (topic) => topic[id] }
}
