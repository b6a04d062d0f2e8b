import { useState } from 'react'
import { type DoorPlace, useSession, useTask } from '#renderer/session/index.ts'
import { Form, Heading, Stack, TextArea } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { DoorActions } from './DoorActions.tsx'
import { JoiningSteps } from './JoiningSteps.tsx'

/** A code first, since it may lead to another relay. One for something else says where it belongs. */
export function TypeCode(props: {
  place: DoorPlace
  onReady: (code: string) => void
  onBack: () => void
}) {
  const { place, onReady, onBack } = props
  const session = useSession()
  const [code, setCode] = useState('')
  const { working, failure, run } = useTask()
  const { title, label, hint } = words.typeCode[place]
  function submit(): void {
    run(async () => {
      const read = await session.readCode(code, place)
      if (read.ok && read.value === 'ready') onReady(code)
      return read
    })
  }
  return (
    <Form onSubmit={submit}>
      <Stack gap={3}>
        <JoiningSteps place={place} current={0} />
        <Heading level={1}>{title}</Heading>
        <TextArea
          label={label}
          description={hint}
          value={code}
          onChange={setCode}
          rows={4}
          spellCheck={false}
          autoFocus
          {...(failure && { error: sentenceFor(failure) })}
        />
        <DoorActions
          submit={words.codeNext}
          working={working ? words.starting : null}
          onBack={onBack}
        />
      </Stack>
    </Form>
  )
}
