import { useState } from 'react'
import { useReadable, useSession } from '#renderer/session/index.ts'
import { Heading, Seal, Shell, Stack, Text, Working } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import { Choice } from './Choice.tsx'
import { ComeBack } from './ComeBack.tsx'
import { ComeInByCode } from './ComeInByCode.tsx'
import { ComingBack } from './ComingBack.tsx'
import { ComingIn } from './ComingIn.tsx'
import { DoorNotice } from './DoorNotice.tsx'
import { FoundForum } from './FoundForum.tsx'
import { JoinForum } from './JoinForum.tsx'
import { PrintedSheet } from './PrintedSheet.tsx'
import { Unlock } from './Unlock.tsx'

/** Everything before a forum is open: start one, come into one, or unlock. */
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
  const [way, setWay] = useState<'choose' | 'found' | 'join' | 'add' | 'back'>('choose')
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
  const { carried, carriedSheet } = state
  if (way === 'join' || carried?.place === 'join')
    return <JoinForum carried={carried?.code ?? null} onBack={back} />
  if (carried !== null)
    return <ComeInByCode purpose={carried.place} carried={carried.code} onBack={back} />
  if (carriedSheet !== null) return <PrintedSheet carried={carriedSheet} onBack={back} />
  if (way === 'add') return <ComeInByCode purpose="add" carried={null} onBack={back} />
  if (way === 'back') return <ComeBack onBack={back} />
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
        <Choice hint={words.addHint} label={words.addAction} onPress={() => setWay('add')} />
        <Choice hint={words.backHint} label={words.backAction} onPress={() => setWay('back')} />
      </Stack>
    </Stack>
  )
}
