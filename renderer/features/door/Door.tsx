import { useState } from 'react'
import { useReadable, useSession } from '#renderer/session/index.ts'
import { Button, Heading, Seal, Shell, Stack, Text, Working } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { ComingBack } from './ComingBack.tsx'
import { ComingIn } from './ComingIn.tsx'
import { DoorNotice } from './DoorNotice.tsx'
import { FoundForum } from './FoundForum.tsx'
import { JoinForum } from './JoinForum.tsx'
import { PrintedSheet } from './PrintedSheet.tsx'
import { Unlock } from './Unlock.tsx'

/** Everything before a forum is open: start one, join one, come back to one, or unlock. */
export function Door() {
  return (
    <Shell skipLabel={words.skip} align="middle">
      <Content />
    </Shell>
  )
}

function Content() {
  const session = useSession()
  const state = useReadable(session.state)
  const [way, setWay] = useState<'choose' | 'found' | 'join' | 'sheet'>('choose')
  const back = () => setWay('choose')
  if (state.stage === 'starting' || state.stage === 'open')
    return <Working>{words.starting}</Working>
  if (state.stage === 'blocked') {
    return (
      <DoorNotice
        title={words.blockedTitle}
        text={sentenceFor(state.failure)}
        action={{ label: words.retry, onPress: () => window.location.reload() }}
      />
    )
  }
  if (state.stage === 'locked') return <Unlock locked={state} />
  if (state.stage === 'joining') return <ComingIn join={state.join} trouble={state.trouble} />
  if (state.stage === 'returning')
    return <ComingBack comeBack={state.comeBack} trouble={state.trouble} />
  if (way === 'found') return <FoundForum onBack={back} />
  if (way === 'join' || state.carried !== null)
    return <JoinForum carried={state.carried} onBack={back} />
  if (way === 'sheet' || state.carriedSheet !== null)
    return <PrintedSheet carried={state.carriedSheet} onBack={back} />
  return (
    <Stack gap={4}>
      <Stack gap={2}>
        <Heading level={1} size="xl">
          {words.welcome}
        </Heading>
        <Text size="l">{words.promise}</Text>
        <Seal kind="local">{words.data}</Seal>
      </Stack>
      <Stack gap={2}>
        <Choice
          hint={words.joinHint}
          label={words.joinAction}
          primary
          onPress={() => setWay('join')}
        />
        <Choice hint={words.startHint} label={words.startAction} onPress={() => setWay('found')} />
        <Choice
          hint={words.sheetChoiceHint}
          label={words.sheetChoice}
          onPress={() => setWay('sheet')}
        />
      </Stack>
    </Stack>
  )
}

function Choice(props: { hint: string; label: string; primary?: boolean; onPress: () => void }) {
  return (
    <Stack gap={0.5}>
      <Text tone="soft" size="s">
        {props.hint}
      </Text>
      <div>
        <Button variant={props.primary ? 'primary' : 'secondary'} size="l" onPress={props.onPress}>
          {props.label}
        </Button>
      </div>
    </Stack>
  )
}
