import { useState } from 'react'
import type { Welcome } from '#renderer/data/forum/index.ts'
import { useTask } from '#renderer/session/index.ts'
import {
  Button,
  Form,
  Heading,
  Inline,
  Stack,
  Text,
  TextField,
  Working,
} from '#renderer/ui/index.ts'
import { sentenceFor } from '#renderer/words/index.ts'

/** What is said while words are compared. */
interface CompareTexts {
  readonly title: string
  readonly hint: string
  readonly field: string
  readonly letIn: string
  readonly lettingIn: string
  readonly refuse: string
}

/** Somebody knocked: the six words on their screen are typed here. */
export function CompareWords(props: {
  welcome: Welcome
  texts: CompareTexts
  /** What is being done, once the words were right; null until then. */
  admitting: string | null
}) {
  const { welcome, texts, admitting } = props
  const [typed, setTyped] = useState('')
  const { working, failure, run } = useTask()
  const isBusy = working || admitting !== null
  return (
    <Form onSubmit={() => run(() => welcome.confirm(typed))}>
      <Stack gap={3}>
        <Heading level={3} size="m">
          <bdi>{texts.title}</bdi>
        </Heading>
        <Text>{texts.hint}</Text>
        <TextField
          label={texts.field}
          value={typed}
          onChange={setTyped}
          autoFocus
          {...(failure && { error: sentenceFor(failure) })}
        />
        <Inline gap={2}>
          <Button type="submit" variant="primary" {...(isBusy && { working: texts.lettingIn })}>
            {texts.letIn}
          </Button>
          <Button variant="quiet" isDisabled={isBusy} onPress={() => run(() => welcome.refuse())}>
            {texts.refuse}
          </Button>
        </Inline>
        {admitting !== null && <Working>{admitting}</Working>}
      </Stack>
    </Form>
  )
}
