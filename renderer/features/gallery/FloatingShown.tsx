import { useState } from 'react'
import { Printer, Users } from '#renderer/ui/icons.ts'
import {
  Button,
  Dialog,
  Finder,
  IconButton,
  Inline,
  Popover,
  Tabs,
  Text,
  TextField,
  Tooltip,
} from '#renderer/ui/index.ts'
import { people } from './example.ts'
import { Shown } from './Shown.tsx'

const findable = people.map(({ id, label }) => ({ id, label, kind: 'person', icon: <Users /> }))

export function FloatingShown() {
  const [asking, setAsking] = useState(false)
  const [warning, setWarning] = useState(false)
  const [finding, setFinding] = useState(false)
  const [found, setFound] = useState('nothing yet')
  const [title, setTitle] = useState('')
  return (
    <Shown title="What floats, and tabs" parts={['Dialog', 'Popover', 'Tooltip', 'Finder', 'Tabs']}>
      <Inline>
        <Button onPress={() => setAsking(true)}>Open a dialog</Button>
        <Button onPress={() => setWarning(true)}>Open a question</Button>
        <Button onPress={() => setFinding(true)}>Find something</Button>
        <Popover trigger={<Button>Open a popover</Button>} label="About this list">
          {(close) => (
            <>
              <Text>Urgent now: what cannot wait a month.</Text>
              <Button onPress={close}>Understood</Button>
            </>
          )}
        </Popover>
        <Tooltip content="Words on hover and on focus">
          <Button>With a tooltip</Button>
        </Tooltip>
        <IconButton label="Print on one page" icon={<Printer />} />
      </Inline>
      <Dialog
        title="Park a topic"
        isOpen={asking}
        onOpenChange={setAsking}
        closeLabel="Close"
        actions={
          <>
            <Button variant="primary" onPress={() => setAsking(false)}>
              Park it
            </Button>
            <Button onPress={() => setAsking(false)}>Not now</Button>
          </>
        }
      >
        <TextField
          label="Title"
          value={title}
          onChange={setTitle}
          description="Others see this title. Keep names out of it."
          autoFocus
        />
      </Dialog>
      <Dialog
        title="Remove “Dele presents”?"
        isOpen={warning}
        onOpenChange={setWarning}
        closeLabel="Close"
        role="alertdialog"
        size="s"
        actions={
          <>
            <Button variant="primary" onPress={() => setWarning(false)}>
              Remove it
            </Button>
            <Button onPress={() => setWarning(false)}>Keep it</Button>
          </>
        }
      >
        <Text>You can bring it back for 30 days.</Text>
      </Dialog>
      <Finder
        label="Find"
        placeholder="A room, a person, a topic"
        emptyText="Nothing here has that name."
        isOpen={finding}
        onOpenChange={setFinding}
        things={findable}
        onChoose={setFound}
      />
      <Text tone="soft" size="s">
        Last found: {found}
      </Text>
      <Tabs
        label="Lists"
        tabs={[
          { id: 'urgent', label: 'Urgent now', content: <Text>Cannot wait a month.</Text> },
          {
            id: 'recurring',
            label: 'Important, recurring',
            content: <Text>Raised again and again.</Text>,
          },
          {
            id: 'shared',
            label: 'Shared by several of us',
            content: <Text>A theme three or more carry.</Text>,
          },
        ]}
      />
    </Shown>
  )
}
