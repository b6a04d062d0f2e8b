import { useState } from 'react'
import {
  Heading,
  MinutesBar,
  Row,
  Rows,
  SortableList,
  Stack,
  Text,
  Thirds,
} from '#renderer/ui/index.ts'
import { AgendaRow } from './AgendaRow.tsx'
import { agenda, longTitle, moved, startOf } from './example.ts'
import { Shown } from './Shown.tsx'

const sortableWords = {
  handle: (name: string) => `Move ${name}`,
  moved: (name: string, position: number, count: number) =>
    `${name} is now ${position} of ${count}`,
}

export function ListsShown() {
  const [items, setItems] = useState(agenda)
  const [opened, setOpened] = useState('nothing yet')
  return (
    <Shown title="Lists" parts={['Rows', 'Row', 'MinutesBar', 'SortableList']}>
      <Thirds>
        <Stack gap={1}>
          <Heading level={3} size="s">
            Rows
          </Heading>
          <Rows label="Then">
            <Row end="by Friday">Coach Dele for his presentation</Row>
            <Row end="vote open">Read Priya’s amendment</Row>
            <Row end="in May">{longTitle}</Row>
          </Rows>
        </Stack>
        <Stack gap={1}>
          <Heading level={3} size="s">
            Rows to press
          </Heading>
          <Rows label="On the agenda">
            <Row lead="13:30" end="40" href="#updates">
              Updates
            </Row>
            <Row
              lead="14:45"
              end="65"
              onPress={() => setOpened('Dele presents')}
              hint="Sarah coaches"
            >
              Dele presents
            </Row>
          </Rows>
        </Stack>
        <Stack gap={1}>
          <Heading level={3} size="s">
            Minutes
          </Heading>
          <MinutesBar minutes={65} longest={65} label="65 minutes" />
          <MinutesBar minutes={10} longest={65} label="10 minutes" kind="minor" />
          <MinutesBar minutes={15} longest={65} label="Break, 15 minutes" kind="break" />
        </Stack>
      </Thirds>
      <SortableList
        label="Agenda"
        items={items}
        textOf={(item) => item.title}
        words={sortableWords}
        onMove={(id, toIndex) => setItems(moved(items, id, toIndex))}
        onOpen={setOpened}
      >
        {(item, index) => (
          <AgendaRow
            item={item}
            start={startOf(items, index)}
            onChange={(next) => setItems(items.map((one) => (one.id === next.id ? next : one)))}
          />
        )}
      </SortableList>
      <Text tone="soft" size="s">
        Last opened: {opened}
      </Text>
      <SortableList
        label="Read only"
        items={agenda.slice(0, 2)}
        textOf={(item) => item.title}
        words={sortableWords}
        onMove={() => undefined}
        isReadOnly
      >
        {(item) => <Text as="span">{item.title}</Text>}
      </SortableList>
      <SortableList
        label="Nothing in it"
        items={[]}
        textOf={() => ''}
        words={sortableWords}
        onMove={() => undefined}
        empty={<Text tone="soft">Nothing planned yet.</Text>}
      >
        {() => null}
      </SortableList>
    </Shown>
  )
}
