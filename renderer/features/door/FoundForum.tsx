import { useState } from 'react'
import { useSession, useTask } from '#renderer/session/index.ts'
import { Button, Form, Heading, Inline, Stack, TextField } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { DoorNotice } from './DoorNotice.tsx'
import { isSame, PassphraseFields, type TypedTwice } from './PassphraseFields.tsx'

/** Founds a forum: its name, one's own name, and a passphrase for this computer. */
export function FoundForum({ onBack }: { onBack: () => void }) {
  const session = useSession()
  const [forumName, setForumName] = useState('')
  const [myName, setMyName] = useState('')
  const [typed, setTyped] = useState<TypedTwice>({ first: '', second: '' })
  const { working, failure, run } = useTask()
  function submit(): void {
    if (isSame(typed)) run(() => session.found({ forumName, myName, passphrase: typed.first }))
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <Heading level={1}>{words.startTitle}</Heading>
        <TextField
          label={words.forumName}
          description={words.forumNameHint}
          value={forumName}
          onChange={setForumName}
          autoFocus
        />
        <TextField
          label={words.myName}
          description={words.myNameHint}
          value={myName}
          onChange={setMyName}
          autoComplete="name"
        />
        <PassphraseFields value={typed} onChange={setTyped} />
        {failure && <DoorNotice title={words.error} text={sentenceFor(failure)} />}
        <Inline gap={2}>
          <Button
            type="submit"
            variant="primary"
            size="l"
            {...(working && { working: words.founding })}
          >
            {words.found}
          </Button>
          <Button variant="quiet" onPress={onBack}>
            {words.back}
          </Button>
        </Inline>
      </Stack>
    </Form>
  )
}
