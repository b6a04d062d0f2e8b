import { useForum, useReadable, useTask } from '#renderer/session/index.ts'
import { Button, Inline, Notice, Stack } from '#renderer/ui/index.ts'
import { homeWords as words, sentenceFor } from '#renderer/words/index.ts'

/** After coming back by the printed sheet: whether the computers from before are gone for good. */
export function LostComputer() {
  const { lost } = useForum()
  const asked = useReadable(lost.asked)
  const { working, failure, run } = useTask()
  if (asked.length === 0) return null
  return (
    <Notice tone="warning" toneLabel={words.lostTone} title={words.lostTitle(asked.length)}>
      <Stack gap={2}>
        <span>{words.lostText}</span>
        {failure && (
          <Notice tone="error" toneLabel={words.lostError} title={sentenceFor(failure)} />
        )}
        <Inline gap={2}>
          <Button onPress={() => run(lost.takeOut)} {...(working && { working: words.lostTaking })}>
            {words.lostTakeOut}
          </Button>
          <Button variant="quiet" isDisabled={working} onPress={() => run(lost.keep)}>
            {words.lostKeep}
          </Button>
        </Inline>
      </Stack>
    </Notice>
  )
}
