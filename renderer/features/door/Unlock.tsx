import { useEffect, useRef, useState } from 'react'
import { useSession, useTask } from '#renderer/session/index.ts'
import { Button, Form, Heading, Stack, Text, TextField } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'

/** Asks for the passphrase of this computer. */
export function Unlock() {
  const session = useSession()
  const [passphrase, setPassphrase] = useState('')
  const { working, failure, run } = useTask()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (failure === null) return
    field.current?.focus()
    field.current?.select()
  }, [failure])
  return (
    <Form onSubmit={() => run(() => session.unlock(passphrase))}>
      <Stack gap={3}>
        <Stack gap={1}>
          <Heading level={1}>{words.unlockTitle}</Heading>
          <Text tone="soft">{words.unlockHint}</Text>
        </Stack>
        <TextField
          label={words.passphrase}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="current-password"
          autoFocus
          inputRef={field}
          {...(failure && { error: sentenceFor(failure) })}
        />
        <div>
          <Button
            type="submit"
            variant="primary"
            size="l"
            {...(working && { working: words.unlocking })}
          >
            {words.unlock}
          </Button>
        </div>
      </Stack>
    </Form>
  )
}
