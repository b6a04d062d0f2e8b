import { useState } from 'react'
import { useSession, useTask } from '#renderer/session/index.ts'
import { Form, Heading, Seal, Stack, TextField } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { DoorActions } from './DoorActions.tsx'
import { DoorNotice } from './DoorNotice.tsx'
import { nameProblem } from './nameProblem.ts'
import { isTaken, PassphraseFields, type TypedTwice } from './PassphraseFields.tsx'

/** Founds a forum: its name, one's own name, and a passphrase for this computer. */
export function FoundForum({ onBack }: { onBack: () => void }) {
  const session = useSession()
  const [forumName, setForumName] = useState('')
  const [myName, setMyName] = useState('')
  const [typed, setTyped] = useState<TypedTwice>({ first: '', second: '' })
  const [wasSent, setSent] = useState(false)
  const { working, failure, run } = useTask()
  const forumProblem = nameProblem(forumName, words.forumNameEmpty)
  const myProblem = nameProblem(myName, words.nameEmpty)
  function submit(): void {
    setSent(true)
    if (forumProblem !== undefined || myProblem !== undefined || !isTaken(typed)) return
    run(() => session.found({ forumName, myName, passphrase: typed.first }))
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <Stack gap={1}>
          <Heading level={1}>{words.startTitle}</Heading>
          <Seal kind="local">{words.data}</Seal>
        </Stack>
        <TextField
          label={words.forumName}
          description={words.forumNameHint}
          value={forumName}
          onChange={setForumName}
          autoFocus
          error={wasSent ? forumProblem : undefined}
        />
        <TextField
          label={words.myName}
          description={words.myNameHint}
          value={myName}
          onChange={setMyName}
          autoComplete="name"
          error={wasSent ? myProblem : undefined}
        />
        <PassphraseFields value={typed} wasSent={wasSent} onChange={setTyped} />
        {failure && <DoorNotice title={words.error} text={sentenceFor(failure)} />}
        <DoorActions
          submit={words.found}
          working={working ? words.founding : null}
          onBack={onBack}
          isBackHeld={working}
        />
      </Stack>
    </Form>
  )
}
