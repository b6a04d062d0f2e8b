import { type ReactNode, useEffect, useRef } from 'react'
import type { Join, Joining } from '#renderer/data/forum/index.ts'
import type { Readable } from '#renderer/data/readable.ts'
import { useReadable, useSession, useTask } from '#renderer/session/index.ts'
import { Button, Heading, Inline, Notice, Stack, Text, Working } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { Failure } from '#shared/result.ts'
import { DoorNotice } from './DoorNotice.tsx'
import { JoiningSteps } from './JoiningSteps.tsx'
import { SixWords } from './SixWords.tsx'

/** Follows the conversation at the door until one is in, or is not. */
export function ComingIn(props: { join: Join; trouble: Readable<Failure | null> }) {
  const { join } = props
  const session = useSession()
  const joining = useReadable(join.joining)
  const trouble = useReadable(props.trouble)
  const leave = () => void session.abandonJoin()
  switch (joining.stage) {
    case 'failed':
      return (
        <DoorNotice
          title={words.joinFailed}
          text={sentenceFor(joining.failure)}
          action={{ label: words.again, onPress: leave }}
        />
      )
    case 'comparing':
      return (
        <Stage joining={joining} title={words.wordsTitle}>
          <Text>{words.wordsHint}</Text>
          <SixWords words={joining.words} />
          <Working>{words.wordsWait}</Working>
          <Button variant="quiet" onPress={leave}>
            {words.giveUp}
          </Button>
        </Stage>
      )
    case 'confirming':
      return (
        <Stage joining={joining} title={words.confirmTitle}>
          <Text>{words.confirmHint}</Text>
          <SixWords words={joining.words} />
          <Confirm join={join} />
        </Stage>
      )
    default:
      return (
        <Stage joining={joining} title={words.joiningTitle}>
          <Working>{joining.stage === 'connecting' ? words.connecting : words.waiting}</Working>
          {trouble && (
            <Notice tone="warning" toneLabel={words.error} title={sentenceFor(trouble)} />
          )}
          <Button variant="quiet" onPress={leave}>
            {words.giveUp}
          </Button>
        </Stage>
      )
  }
}

/** One stage of coming in. The focus goes to its heading, so that a change is heard. */
function Stage(props: { joining: Joining; title: string; children: ReactNode }) {
  const { joining, title, children } = props
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.querySelector('h1')?.focus()
  }, [title])
  return (
    <div ref={place}>
      <Stack gap={3}>
        <JoiningSteps current={joining.stage === 'joined' ? 3 : 2} />
        <Heading level={1} isLanding>
          {title}
        </Heading>
        {children}
      </Stack>
    </div>
  )
}

function Confirm({ join }: { join: Join }) {
  const { working, failure, run } = useTask()
  return (
    <>
      {failure && <DoorNotice title={words.error} text={sentenceFor(failure)} />}
      <Inline gap={2}>
        <Button
          variant="primary"
          size="l"
          onPress={() => run(() => join.confirm())}
          {...(working && { working: words.entering })}
        >
          {words.confirmYes}
        </Button>
        <Button size="l" isDisabled={working} onPress={() => join.refuse()}>
          {words.confirmNo}
        </Button>
      </Inline>
    </>
  )
}
