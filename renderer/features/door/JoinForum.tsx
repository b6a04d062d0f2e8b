import { useState } from 'react'
import { useSession, useTask } from '#renderer/session/index.ts'
import { Form, Heading, Stack, TextField } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { DoorActions } from './DoorActions.tsx'
import { DoorNotice } from './DoorNotice.tsx'
import { JoiningSteps } from './JoiningSteps.tsx'
import { nameProblem } from './nameProblem.ts'
import { isTaken, PassphraseFields, type TypedTwice } from './PassphraseFields.tsx'
import { TypeCode } from './TypeCode.tsx'

/** Joins with an invitation: the code first, since it may lead to another relay, then oneself. */
export function JoinForum(props: { carried: string | null; onBack: () => void }) {
  const [ready, setReady] = useState<string | null>(props.carried)
  return ready === null ? (
    <TypeCode place="join" onReady={setReady} onBack={props.onBack} />
  ) : (
    <WhoAreYou code={ready} onBack={props.onBack} />
  )
}

function WhoAreYou(props: { code: string; onBack: () => void }) {
  const session = useSession()
  const [myName, setMyName] = useState('')
  const [typed, setTyped] = useState<TypedTwice>({ first: '', second: '' })
  const [wasSent, setSent] = useState(false)
  const { working, failure, run } = useTask()
  const problem = nameProblem(myName, words.nameEmpty)
  function submit(): void {
    setSent(true)
    if (problem !== undefined || !isTaken(typed)) return
    run(() => session.join({ code: props.code, myName, passphrase: typed.first }))
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <JoiningSteps place="join" current={1} />
        <Heading level={1}>{words.joinTitle}</Heading>
        <TextField
          label={words.myName}
          description={words.myNameHint}
          value={myName}
          onChange={setMyName}
          autoComplete="name"
          autoFocus
          error={wasSent ? problem : undefined}
        />
        <PassphraseFields value={typed} wasSent={wasSent} onChange={setTyped} />
        {failure && <DoorNotice title={words.error} text={sentenceFor(failure)} />}
        <DoorActions
          submit={words.join}
          working={working ? words.starting : null}
          onBack={props.onBack}
        />
      </Stack>
    </Form>
  )
}
