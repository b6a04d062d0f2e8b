import { useState } from 'react'
import type { Invitation, Welcome } from '#renderer/data/forum/index.ts'
import { useForum, useReadable, useTask } from '#renderer/session/index.ts'
import {
  Button,
  Dialog,
  Form,
  Heading,
  Inline,
  Notice,
  Stack,
  Text,
  TextField,
  Working,
} from '#renderer/ui/index.ts'
import { Copy } from '#renderer/ui/icons.ts'
import { memberWords as words, sentenceFor } from '#renderer/words/index.ts'
import { CodeText } from './CodeText.tsx'

/** One invitation: its code, and the comparing of words once somebody knocks. */
export function LetIn(props: { invitation: Invitation | null; onClose: () => void }) {
  const forum = useForum()
  const { invitation, onClose } = props
  const welcome = invitation === null ? null : forum.welcome(invitation.id)
  return (
    <Dialog
      title={words.letIn}
      size="l"
      isOpen={invitation !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      closeLabel={words.close}
    >
      {invitation !== null && welcome?.ok && (
        <Content invitation={invitation} welcome={welcome.value} onClose={onClose} />
      )}
    </Dialog>
  )
}

function Content(props: { invitation: Invitation; welcome: Welcome; onClose: () => void }) {
  const arrival = useReadable(props.welcome.arrival)
  if (arrival.stage === 'waiting') return <Waiting code={props.invitation.code} />
  if (arrival.stage === 'comparing' || arrival.stage === 'admitting')
    return (
      <Compare
        welcome={props.welcome}
        name={arrival.name}
        admitting={arrival.stage === 'admitting'}
      />
    )
  return (
    <Stack gap={3}>
      {arrival.stage === 'admitted' ? (
        <Notice tone="done" toneLabel={words.letIn} title={words.admitted(arrival.name)} />
      ) : (
        <Notice tone="error" toneLabel={words.error} title={words.failed}>
          {sentenceFor(arrival.failure)}
        </Notice>
      )}
      <div>
        <Button variant="primary" onPress={props.onClose}>
          {words.close}
        </Button>
      </div>
    </Stack>
  )
}

function Waiting({ code }: { code: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <Stack gap={3}>
      <CodeText label={words.codeLabel}>{code}</CodeText>
      <Text tone="soft">{words.codeHint}</Text>
      <div>
        <Button
          variant="primary"
          icon={<Copy />}
          onPress={() => void navigator.clipboard.writeText(code).then(() => setCopied(true))}
        >
          {copied ? words.copied : words.copy}
        </Button>
      </div>
      <Working>{words.waiting}</Working>
    </Stack>
  )
}

function Compare(props: { welcome: Welcome; name: string; admitting: boolean }) {
  const { welcome, name, admitting } = props
  const [typed, setTyped] = useState('')
  const { working, failure, run } = useTask()
  const busy = working || admitting
  return (
    <Form onSubmit={() => run(() => welcome.confirm(typed))}>
      <Stack gap={3}>
        <Heading level={2} size="s">
          {words.compareTitle(name)}
        </Heading>
        <Text>{words.compareHint}</Text>
        <TextField
          label={words.sixWords}
          value={typed}
          onChange={setTyped}
          autoFocus
          {...(failure && { error: sentenceFor(failure) })}
        />
        <Inline gap={2}>
          <Button type="submit" variant="primary" {...(busy && { working: words.lettingIn })}>
            {words.letThemIn}
          </Button>
          <Button variant="quiet" isDisabled={busy} onPress={() => run(() => welcome.refuse())}>
            {words.refuse}
          </Button>
        </Inline>
        {admitting && <Working>{words.admitting}</Working>}
      </Stack>
    </Form>
  )
}
