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
import { memberWords as words, sentenceFor } from '#renderer/words/index.ts'

/** Somebody knocked: the six words they read aloud are typed here. */
export function CompareWords(props: { welcome: Welcome; name: string; isAdmitting: boolean }) {
  const { welcome, name, isAdmitting } = props
  const [typed, setTyped] = useState('')
  const { working, failure, run } = useTask()
  const isBusy = working || isAdmitting
  return (
    <Form onSubmit={() => run(() => welcome.confirm(typed))}>
      <Stack gap={3}>
        <Heading level={3} size="m">
          <bdi>{words.compareTitle(name)}</bdi>
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
          <Button type="submit" variant="primary" {...(isBusy && { working: words.lettingIn })}>
            {words.letThemIn}
          </Button>
          <Button variant="quiet" isDisabled={isBusy} onPress={() => run(() => welcome.refuse())}>
            {words.refuse}
          </Button>
        </Inline>
        {isAdmitting && <Working>{words.admitting}</Working>}
      </Stack>
    </Form>
  )
}
