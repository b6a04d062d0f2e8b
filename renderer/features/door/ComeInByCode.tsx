import { useState } from 'react'
import type { ComputerPurpose } from '#renderer/data/forum/index.ts'
import { useSession, useTask } from '#renderer/session/index.ts'
import { Form, Heading, Stack, Text } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { DoorActions } from './DoorActions.tsx'
import { DoorNotice } from './DoorNotice.tsx'
import { JoiningSteps } from './JoiningSteps.tsx'
import { isTaken, PassphraseFields, type TypedTwice } from './PassphraseFields.tsx'
import { TypeCode } from './TypeCode.tsx'

/** Makes this a computer of somebody who is a member already: the code, then a passphrase. */
export function ComeInByCode(props: {
  purpose: ComputerPurpose
  carried: string | null
  onBack: () => void
}) {
  const { purpose, onBack } = props
  const [ready, setReady] = useState<string | null>(props.carried)
  return ready === null ? (
    <TypeCode place={purpose} onReady={setReady} onBack={onBack} />
  ) : (
    <ChoosePassphrase purpose={purpose} code={ready} onBack={onBack} />
  )
}

function ChoosePassphrase(props: { purpose: ComputerPurpose; code: string; onBack: () => void }) {
  const { purpose, code, onBack } = props
  const session = useSession()
  const [typed, setTyped] = useState<TypedTwice>({ first: '', second: '' })
  const [wasSent, setSent] = useState(false)
  const { working, failure, run } = useTask()
  function submit(): void {
    setSent(true)
    if (isTaken(typed)) run(() => session.comeIn({ code, purpose, passphrase: typed.first }))
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <JoiningSteps place={purpose} current={1} />
        <Stack gap={1}>
          <Heading level={1}>{words.ownPassphraseTitle}</Heading>
          <Text tone="soft">{words.ownPassphraseText}</Text>
        </Stack>
        <PassphraseFields value={typed} wasSent={wasSent} onChange={setTyped} autoFocus />
        {failure && <DoorNotice title={words.error} text={sentenceFor(failure)} />}
        <DoorActions
          submit={words.join}
          working={working ? words.starting : null}
          onBack={onBack}
        />
      </Stack>
    </Form>
  )
}
