import { useState } from 'react'
import {
  Button,
  EmptyState,
  Inline,
  Notice,
  Stack,
  ToastsProvider,
  useToasts,
  Working,
} from '#renderer/ui/index.ts'
import { Shown } from './Shown.tsx'

export function FeedbackShown() {
  const [seen, setSeen] = useState(true)
  return (
    <Shown
      title="Notices, empty places, waiting"
      parts={['Notice', 'EmptyState', 'Working', 'ToastsProvider', 'ToastRegion']}
    >
      <Stack>
        <Notice
          tone="error"
          toneLabel="Error"
          title="The passphrase does not open this forum."
          action={<Button>Try again</Button>}
        >
          Look whether Caps Lock is on, then type it again. Nothing was changed.
        </Notice>
        <Notice tone="warning" toneLabel="Look here" title="The relay cannot be reached.">
          Everything you write is kept here and goes out by itself later.
        </Notice>
        {seen && (
          <Notice
            tone="info"
            toneLabel="Note"
            title="This forum was written by a newer version."
            onDismiss={() => setSeen(false)}
            dismissLabel="Put this note away"
          >
            You can read it; get the new version to write.
          </Notice>
        )}
        <Notice tone="done" toneLabel="Done" title="Exchanged with 9 of 9 just now." />
      </Stack>
      <ToastsProvider label="Short messages" closeLabel="Close">
        <Inline gap={4}>
          <Working>Opening the forum…</Working>
          <ShortMessage />
        </Inline>
      </ToastsProvider>
      <EmptyState title="Topics wait here" level={3} action={<Button>Park a topic</Button>}>
        Whatever somebody wants to talk about and cannot today. A neutral title is enough.
      </EmptyState>
      <EmptyState title="Nothing was removed" level={3} />
    </Shown>
  )
}

function ShortMessage() {
  const toasts = useToasts()
  const show = () =>
    toasts.show({
      text: 'Topic moved to the agenda.',
      tone: 'done',
      actionLabel: 'Undo',
      onAction: () => undefined,
      seconds: null,
    })
  return <Button onPress={show}>Show a short message</Button>
}
