import { useState } from 'react'
import { Heading, Stack, Table, type TableColumn, Text, TextButton } from '#renderer/ui/index.ts'
import { type ExampleTopic, topics } from './example.ts'
import { Shown } from './Shown.tsx'

export function TablesShown() {
  const [opened, setOpened] = useState('nothing yet')
  const columns: readonly TableColumn<ExampleTopic>[] = [
    {
      id: 'title',
      title: 'Topic',
      renderCell: ({ title }) => (
        <TextButton onPress={() => setOpened(title)}>
          <bdi>{title}</bdi>
        </TextButton>
      ),
    },
    { id: 'owner', title: 'Carried by', renderCell: ({ owner }) => owner },
    { id: 'importance', title: 'Importance', isFigure: true, renderCell: ({ y }) => y },
    { id: 'urgency', title: 'Urgency', isFigure: true, renderCell: ({ x }) => x },
  ]
  return (
    <Shown title="Tables" parts={['Table', 'TextButton']}>
      <Table label="All topics" columns={columns} rows={topics} />
      <Text tone="soft" size="s">
        Last opened: {opened}
      </Text>
      <Stack gap={1}>
        <Heading level={3} size="s">
          Without rows
        </Heading>
        <Table label="No topics" columns={columns} rows={[]} />
      </Stack>
    </Shown>
  )
}
