import { useState } from 'react'
import type { Arrival, Welcome } from '#renderer/data/forum/index.ts'
import { useForum, useMembers, useTask } from '#renderer/session/index.ts'
import { Button, Notice, Stack, Text, Working } from '#renderer/ui/index.ts'
import { askWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { Whom } from './ActTogether.tsx'

/** The words matched, and it takes two: whom to ask, and then waiting for them. */
export function AskSecond(props: {
  welcome: Welcome
  arrival: Extract<Arrival, { stage: 'second' | 'asking' }>
}) {
  const { welcome, arrival } = props
  const forum = useForum()
  const { members, nameOf } = useMembers()
  const { working, run } = useTask()
  const [chosen, setChosen] = useState<MemberId | null>(null)
  const helpers = members.filter(
    ({ id, devices, isModerator }) => id !== forum.me && devices.length > 0 && !isModerator,
  )
  if (arrival.stage === 'asking')
    return <Working>{words.waitsFor(nameOf(arrival.member) ?? words.somebody)}</Working>
  return (
    <Stack gap={3}>
      <Text>{words.second(arrival.name)}</Text>
      {arrival.failure && (
        <Notice tone="warning" toneLabel={words.error} title={sentenceFor(arrival.failure)} />
      )}
      <Whom helpers={helpers} chosen={chosen} onChoose={setChosen} />
      <Button
        variant="primary"
        isDisabled={chosen === null}
        onPress={() => chosen !== null && run(() => welcome.askSecond(chosen))}
        {...(working && { working: words.asking })}
      >
        {chosen === null ? words.askNobody : words.ask(nameOf(chosen) ?? words.somebody)}
      </Button>
    </Stack>
  )
}
