import { useState } from 'react'
import { useLocking, useTask } from '#renderer/session/index.ts'
import { Button, Form, Inline, Notice, Stack, Text, TextArea } from '#renderer/ui/index.ts'
import { lockingWords as words, sentenceFor } from '#renderer/words/index.ts'

/** Types the whole sheet in from paper, as one would on the day. */
export function Rehearse({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const locking = useLocking()
  const [typed, setTyped] = useState('')
  const [works, setWorks] = useState(false)
  const { working, failure, run } = useTask()
  function check(): void {
    run(async () => {
      const rehearsed = await locking.rehearse(typed)
      setWorks(rehearsed.ok)
      if (rehearsed.ok) onDone()
      return rehearsed
    })
  }
  if (works)
    return (
      <>
        <Notice tone="done" toneLabel={words.done} title={words.rehearsed}>
          {words.rehearsedText}
        </Notice>
        <div>
          <Button variant="primary" autoFocus onPress={onClose}>
            {words.close}
          </Button>
        </div>
      </>
    )
  return (
    <Form onSubmit={check}>
      <Stack gap={3}>
        <Text>{words.rehearseText}</Text>
        <TextArea
          label={words.typed}
          description={words.typedHint(typed.replace(/[^0-9a-z]/gi, '').length)}
          value={typed}
          onChange={setTyped}
          rows={6}
          autoFocus
          error={failure && !working ? sentenceFor(failure) : undefined}
        />
        <Inline gap={2}>
          <Button type="submit" variant="primary" {...(working && { working: words.checking })}>
            {words.check}
          </Button>
          <Button variant="quiet" isDisabled={working} onPress={onClose}>
            {words.cancel}
          </Button>
        </Inline>
      </Stack>
    </Form>
  )
}
