import { useForum, useReadable, useTask } from '#renderer/session/index.ts'
import { Button, Notice, Section, Stack, useToasts } from '#renderer/ui/index.ts'
import { KeyRound } from '#renderer/ui/icons.ts'
import { memberWords, sealingWords as words, sentenceFor } from '#renderer/words/index.ts'

/** New keys on demand: after a doubt, or because a meeting is over. */
export function RenewKeys() {
  const forum = useForum()
  const ended = useReadable(forum.ended)
  const toasts = useToasts()
  const { working, failure, run } = useTask()

  function renew(): void {
    run(async () => {
      const renewed = await forum.renewKeys()
      if (renewed.ok) toasts.show({ text: words.renewed })
      return renewed
    })
  }

  return (
    <Section title={words.title} hint={words.hint} size="m">
      <Stack gap={2}>
        <Button
          icon={<KeyRound />}
          onPress={renew}
          isDisabled={ended !== null}
          {...(working && { working: words.renewing })}
        >
          {words.renew}
        </Button>
        {failure && (
          <Notice tone="error" toneLabel={memberWords.error} title={sentenceFor(failure)} />
        )}
      </Stack>
    </Section>
  )
}
