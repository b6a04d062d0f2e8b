import { useState } from 'react'
import { useSession, useTask } from '#renderer/session/index.ts'
import { Form, Heading, Stack, Steps, Text, TextArea } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { DoorActions } from './DoorActions.tsx'
import { DoorNotice } from './DoorNotice.tsx'
import { isTaken, PassphraseFields, type TypedTwice } from './PassphraseFields.tsx'

const steps = [words.sheetStepType, words.sheetStepPassphrase, words.sheetStepWait]

/** How far one has come with a printed sheet; counts from 0. */
export function SheetSteps({ current }: { current: number }) {
  return <Steps label={words.sheetSteps} steps={steps} current={current} />
}

/** Comes back with the printed sheet: the sheet first, since it may lead to another relay. */
export function PrintedSheet(props: { carried: string | null; onBack: () => void }) {
  const [sheet, setSheet] = useState<string | null>(props.carried)
  return sheet === null ? (
    <TypeSheet onReady={setSheet} onBack={props.onBack} />
  ) : (
    <ChoosePassphrase sheet={sheet} onBack={props.onBack} />
  )
}

function TypeSheet(props: { onReady: (sheet: string) => void; onBack: () => void }) {
  const session = useSession()
  const [typed, setTyped] = useState('')
  const { working, failure, run } = useTask()
  function submit(): void {
    run(async () => {
      const read = await session.readSheet(typed)
      if (read.ok && read.value === 'ready') props.onReady(typed)
      return read
    })
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <SheetSteps current={0} />
        <Stack gap={1}>
          <Heading level={1}>{words.sheetTitle}</Heading>
          <Text tone="soft">{words.sheetText}</Text>
        </Stack>
        <TextArea
          label={words.sheetField}
          description={words.sheetFieldHint}
          value={typed}
          onChange={setTyped}
          rows={6}
          spellCheck={false}
          autoFocus
          error={failure && !working ? sentenceFor(failure) : undefined}
        />
        <DoorActions
          submit={words.sheetNext}
          working={working ? words.sheetChecking : null}
          onBack={props.onBack}
        />
      </Stack>
    </Form>
  )
}

function ChoosePassphrase({ sheet, onBack }: { sheet: string; onBack: () => void }) {
  const session = useSession()
  const [typed, setTyped] = useState<TypedTwice>({ first: '', second: '' })
  const [wasSent, setSent] = useState(false)
  const { working, failure, run } = useTask()
  function submit(): void {
    setSent(true)
    if (isTaken(typed)) run(() => session.comeBack(sheet, typed.first))
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <SheetSteps current={1} />
        <Heading level={1}>{words.sheetPassphraseTitle}</Heading>
        <PassphraseFields value={typed} wasSent={wasSent} onChange={setTyped} autoFocus />
        {failure && <DoorNotice title={words.error} text={sentenceFor(failure)} />}
        <DoorActions
          submit={words.sheetKnock}
          working={working ? words.starting : null}
          onBack={onBack}
          isBackHeld={working}
        />
      </Stack>
    </Form>
  )
}
