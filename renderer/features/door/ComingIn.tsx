import { type ReactNode, useEffect, useRef } from 'react'
import type { Join, Joining } from '#renderer/data/forum/index.ts'
import type { Readable } from '#renderer/data/readable.ts'
import {
  type DoorPlace,
  placeOf,
  useReadable,
  useSession,
  useTask,
} from '#renderer/session/index.ts'
import { Button, Heading, Inline, Notice, Stack, Text, Working } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { Failure } from '#shared/result.ts'
import { DoorNotice } from './DoorNotice.tsx'
import { JoiningSteps } from './JoiningSteps.tsx'
import { SixWords } from './SixWords.tsx'

/** Follows the conversation at the door until one is in, or is not. */
export function ComingIn(props: { join: Join; trouble: Readable<Failure | null> }) {
  const { join } = props
  const place = placeOf(join.purpose)
  const session = useSession()
  const joining = useReadable(join.joining)
  const trouble = useReadable(props.trouble)
  const leave = () => (place === 'join' ? void session.abandonJoin() : session.startOver())
  const unreached = trouble && (
    <Notice tone="warning" toneLabel={words.error} title={sentenceFor(trouble)} />
  )
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
        <Stage {...{ place, joining }} title={words.wordsTitleOf[place]}>
          <Text>{place === 'join' ? words.wordsHint : words.wordsHintOf[place]}</Text>
          <SixWords words={joining.words} />
          <Working>{place === 'join' ? words.wordsWait : words.wordsWaitOf[place]}</Working>
          <Button variant="quiet" onPress={leave}>
            {words.giveUp}
          </Button>
        </Stage>
      )
    case 'confirming':
      return <Confirming {...{ join, joining }} />
    case 'settling':
      return place === 'join' ? null : (
        <Stage {...{ place, joining }} title={words.settlingTitle[place]}>
          {joining.greeting && <Text>{words.becomes[place](joining.greeting)}.</Text>}
          <Working>{words.settling[place]}</Working>
          <Text tone="soft">{words.settlingHint[place]}</Text>
          {unreached}
          <Button variant="quiet" onPress={leave}>
            {words.startOver}
          </Button>
        </Stage>
      )
    default: {
      const waiting = place === 'join' ? words.waiting : words.waitingOf[place]
      return (
        <Stage {...{ place, joining }} title={words.joiningTitle}>
          <Working>{joining.stage === 'connecting' ? words.connecting : waiting}</Working>
          {unreached}
          <Button variant="quiet" onPress={leave}>
            {words.giveUp}
          </Button>
        </Stage>
      )
    }
  }
}

/** The last question before anything is kept: what this computer becomes, and whether that is right. */
function Confirming(props: { join: Join; joining: Extract<Joining, { stage: 'confirming' }> }) {
  const { join, joining } = props
  const place = placeOf(join.purpose)
  const { greeting } = joining
  const isComputer = place !== 'join' && greeting !== null
  return (
    <Stage
      {...{ place, joining }}
      title={
        isComputer
          ? words.becomes[place](greeting)
          : join.purpose === 'guest'
            ? words.guestTitle
            : words.confirmTitle
      }
    >
      <Text>
        {isComputer
          ? words.becomesHint[place]
          : join.purpose === 'guest'
            ? words.guestHint
            : words.confirmHint}
      </Text>
      <SixWords words={joining.words} />
      <Confirm join={join} yes={isComputer ? words.becomesYes : words.confirmYes} />
    </Stage>
  )
}

/** One stage of coming in. The focus goes to its heading, so that a change is heard. */
function Stage(props: { place: DoorPlace; joining: Joining; title: string; children: ReactNode }) {
  const { place: at, joining, title, children } = props
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.querySelector('h1')?.focus()
  }, [title])
  return (
    <div ref={place}>
      <Stack gap={3}>
        <JoiningSteps place={at} current={stepOf(joining)} />
        <Heading level={1} isLanding>
          {title}
        </Heading>
        {children}
      </Stack>
    </div>
  )
}

function stepOf({ stage }: Joining): number {
  return stage === 'joined' || stage === 'settling' ? 3 : 2
}

function Confirm({ join, yes }: { join: Join; yes: string }) {
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
          {yes}
        </Button>
        <Button size="l" isDisabled={working} onPress={() => join.refuse()}>
          {words.confirmNo}
        </Button>
      </Inline>
    </>
  )
}
