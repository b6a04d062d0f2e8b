import { useState } from 'react'
import type { SlotKind } from '#crypto'
import { useSession, useTask } from '#renderer/session/index.ts'
import { Button, Form, Heading, Stack, Text, TextArea } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { DoorActions } from './DoorActions.tsx'
import { DoorNotice } from './DoorNotice.tsx'
import { isTaken, PassphraseFields, type TypedTwice } from './PassphraseFields.tsx'

/** Comes back with the recovery key: the key first, then a new passphrase. */
export function LostPassphrase(props: { ways: readonly SlotKind[]; onBack: () => void }) {
  const { ways, onBack } = props
  const [checked, setChecked] = useState<string | null>(null)
  if (!ways.includes('recovery')) {
    const isHigh = ways.includes('passphrase-and-keychain')
    return (
      <Stack gap={3}>
        <Heading level={1}>{words.lostNone}</Heading>
        <Text>{isHigh ? words.lostNoneHighText : words.lostNoneText}</Text>
        <div>
          <Button variant="primary" autoFocus onPress={onBack}>
            {words.back}
          </Button>
        </div>
      </Stack>
    )
  }
  return checked === null ? (
    <TypeKey onChecked={setChecked} onBack={onBack} />
  ) : (
    <NewPassphrase typedKey={checked} onBack={onBack} />
  )
}

function TypeKey(props: { onChecked: (typed: string) => void; onBack: () => void }) {
  const session = useSession()
  const [typed, setTyped] = useState('')
  const { working, failure, run } = useTask()
  function submit(): void {
    run(async () => {
      const checked = await session.checkRecoveryKey(typed)
      if (checked.ok) props.onChecked(typed)
      return checked
    })
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <Stack gap={1}>
          <Heading level={1}>{words.lostTitle}</Heading>
          <Text tone="soft">{words.lostText}</Text>
        </Stack>
        <TextArea
          label={words.lostKey}
          description={words.lostKeyHint(typed.replace(/[^0-9a-z]/gi, '').length)}
          value={typed}
          onChange={setTyped}
          rows={2}
          autoFocus
          error={failure && !working ? sentenceFor(failure) : undefined}
        />
        <DoorActions
          submit={words.lostNext}
          working={working ? words.lostChecking : null}
          onBack={props.onBack}
          isBackHeld={working}
        />
      </Stack>
    </Form>
  )
}

function NewPassphrase({ typedKey, onBack }: { typedKey: string; onBack: () => void }) {
  const session = useSession()
  const [typed, setTyped] = useState<TypedTwice>({ first: '', second: '' })
  const [wasSent, setSent] = useState(false)
  const { working, failure, run } = useTask()
  function submit(): void {
    setSent(true)
    if (isTaken(typed)) run(() => session.recover(typedKey, typed.first))
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <Stack gap={1}>
          <Heading level={1}>{words.newTitle}</Heading>
          <Text tone="soft">{words.newText}</Text>
        </Stack>
        <PassphraseFields value={typed} wasSent={wasSent} onChange={setTyped} autoFocus />
        {failure && <DoorNotice title={words.error} text={sentenceFor(failure)} />}
        <DoorActions
          submit={words.newOpen}
          working={working ? words.unlocking : null}
          onBack={onBack}
          isBackHeld={working}
        />
      </Stack>
    </Form>
  )
}
