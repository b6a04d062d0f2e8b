import type { Join } from '#renderer/data/forum/index.ts'
import { useReadable, useSession, useTask } from '#renderer/session/index.ts'
import { Button, Heading, Inline, Stack, Text, Working } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { DoorNotice } from './DoorNotice.tsx'
import { SixWords } from './SixWords.tsx'

/** Follows the conversation at the door until one is in, or is not. */
export function ComingIn({ join }: { join: Join }) {
  const session = useSession()
  const joining = useReadable(join.joining)
  const { working, failure, run } = useTask()
  const startAgain = { label: words.again, onPress: () => void session.abandonJoin() }
  if (joining.stage === 'failed') {
    return (
      <DoorNotice
        title={words.joinFailed}
        text={sentenceFor(joining.failure)}
        action={startAgain}
      />
    )
  }
  if (joining.stage === 'comparing' || joining.stage === 'confirming') {
    const confirming = joining.stage === 'confirming'
    return (
      <Stack gap={3}>
        <Heading level={1}>{confirming ? words.confirmTitle : words.wordsTitle}</Heading>
        <Text>{confirming ? words.confirmHint : words.wordsHint}</Text>
        <SixWords words={joining.words} />
        {failure && <DoorNotice title={words.error} text={sentenceFor(failure)} />}
        {confirming ? (
          <Inline gap={2}>
            <Button
              variant="primary"
              size="l"
              onPress={() => run(() => join.confirm())}
              {...(working && { working: words.entering })}
            >
              {words.confirmYes}
            </Button>
            <Button size="l" onPress={() => join.refuse()}>
              {words.confirmNo}
            </Button>
          </Inline>
        ) : (
          <Working>{words.wordsWait}</Working>
        )}
      </Stack>
    )
  }
  return (
    <Stack gap={3}>
      <Heading level={1}>{words.joiningTitle}</Heading>
      <Working>{joining.stage === 'connecting' ? words.connecting : words.waiting}</Working>
      <div>
        <Button variant="quiet" onPress={startAgain.onPress}>
          {words.back}
        </Button>
      </div>
    </Stack>
  )
}
