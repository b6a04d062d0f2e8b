import { useState } from 'react'
import { Printer } from '#renderer/ui/icons.ts'
import {
  Button,
  Dialog,
  IconButton,
  Inline,
  Popover,
  Tabs,
  Text,
  TextField,
  Tooltip,
} from '#renderer/ui/index.ts'
import { Shown } from './Shown.tsx'

export function FloatingShown() {
  const [asking, setAsking] = useState(false)
  const [warning, setWarning] = useState(false)
  const [title, setTitle] = useState('')
  return (
    <Shown title="What floats, and tabs">
      <Inline>
        <Button onPress={() => setAsking(true)}>Open a dialog</Button>
        <Button onPress={() => setWarning(true)}>Open a question</Button>
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
