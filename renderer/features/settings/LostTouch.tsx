import { useState } from 'react'
import type { ReturnCodeUse } from '#renderer/data/forum/index.ts'
import { useForum, useSession, useTask } from '#renderer/session/index.ts'
import { Button, Form, Notice, Section, Stack, TextArea } from '#renderer/ui/index.ts'
import { lostTouchWords as words, sentenceFor } from '#renderer/words/index.ts'

/** Takes a return code, on a computer that no longer hears from the others. */
export function LostTouch() {
  const forum = useForum()
  const [code, setCode] = useState('')
  const [use, setUse] = useState<ReturnCodeUse | null>(null)
  const { working, failure, run } = useTask()

  function submit(): void {
    setUse(null)
    run(async () => {
      const used = await forum.useReturnCode(code)
      if (used.ok) setUse(used.value)
      return used
    })
  }

  return (
    <Section title={words.title} hint={words.hint} size="m">
      <Form onSubmit={submit}>
        <Stack gap={2}>
          <TextArea
            label={words.code}
            value={code}
            onChange={setCode}
            rows={3}
            spellCheck={false}
            {...(failure && { error: sentenceFor(failure) })}
          />
          {use?.led === 'back' && <Notice tone="done" toneLabel={words.done} title={words.found} />}
          {use?.led === 'elsewhere' && <Elsewhere relay={use.relay} />}
          <div>
            <Button
              type="submit"
              isDisabled={code.trim() === ''}
              {...(working && { working: words.using })}
            >
              {words.use}
            </Button>
          </div>
        </Stack>
      </Form>
    </Section>
  )
}

/** The code lies at another relay: going there reloads the window, so the code is typed once more. */
function Elsewhere({ relay }: { relay: string }) {
  const session = useSession()
  const { working, failure, run } = useTask()
  return (
    <Notice
      tone={failure ? 'error' : 'info'}
      toneLabel={words.error}
      title={failure ? sentenceFor(failure) : words.elsewhere}
      action={
        <Button
          onPress={() => run(() => session.chooseRelay(relay))}
          {...(working && { working: words.changing })}
        >
          {words.change}
        </Button>
      }
    >
      {words.elsewhereText(relay)}
    </Notice>
  )
}
