import { useState } from 'react'
import {
  Button,
  Inline,
  KeyHint,
  PageHeader,
  Presence,
  Seal,
  SortableList,
  Stack,
  Text,
} from '#renderer/ui/index.ts'
import { AgendaRow } from '../AgendaRow.tsx'
import { agenda, moved, names, startOf } from '../example.ts'
import { SampleShell } from './SampleShell.tsx'

export function AgendaSample() {
  const [items, setItems] = useState(agenda)
  const total = items.reduce((sum, item) => sum + item.minutes, 0)
  return (
    <SampleShell current="agenda" parts={['PageHeader']}>
      <PageHeader
        eyebrow="Wednesday 14 October, Bilbao"
        title="Agenda"
        presence={<Presence label="Here now" people={[{ id: 'ingrid', name: 'Ingrid Solberg' }]} />}
        actions={
          <>
            <Button>Print</Button>
            <Button variant="primary">Publish</Button>
          </>
        }
        meta={
          <>
            <Text as="span" size="s">
              13:00 to {startOf(items, items.length)}
            </Text>
            <span>{total} minutes planned</span>
            <Seal names={names} namesLabel="Can open it">
              Sealed to the ten of you
            </Seal>
          </>
        }
      />
      <Stack>
        <SortableList
          label="Agenda"
          items={items}
          textOf={(item) => item.title}
          onMove={(id, toIndex) => setItems(moved(items, id, toIndex))}
          words={{
            handle: (name) => `Move ${name}`,
            moved: (name, position, count) => `${name} is now ${position} of ${count}`,
          }}
        >
          {(item, index) => (
            <AgendaRow
              item={item}
              start={startOf(items, index)}
              onChange={(next) => setItems(items.map((one) => (one.id === next.id ? next : one)))}
            />
          )}
        </SortableList>
        <Inline justify="between">
          <Inline>
            <Button>Add an item</Button>
            <Button>From the parking lot</Button>
          </Inline>
          <KeyHint keys="Alt+ArrowUp">moves an item</KeyHint>
        </Inline>
      </Stack>
    </SampleShell>
  )
}
