import { useState } from 'react'
import type { Arrival, ComputerCode, Welcome } from '#renderer/data/forum/index.ts'
import { useMembers, useTask } from '#renderer/session/index.ts'
import { Button, Notice, Stack, Text, Working } from '#renderer/ui/index.ts'
import { askWords, computerWords, sentenceFor } from '#renderer/words/index.ts'
import type { MemberId } from '#shared/ids.ts'
import { Whom } from './ActTogether.tsx'

/** The words were right, and a return takes two: whom to ask, and then waiting for them. */
export function SecondForReturn(props: {
  code: ComputerCode
  name: string
  welcome: Welcome
  arrival: Extract<Arrival, { stage: 'second' | 'asking' }>
}) {
  const { code, name, welcome, arrival } = props
  const { members, nameOf } = useMembers()
  const { working, failure, run } = useTask()
  const [chosen, setChosen] = useState<MemberId | null>(null)
  const words = computerWords.return
  if (arrival.stage === 'asking')
    return <Working>{words.waitsFor(nameOf(arrival.member) ?? askWords.somebody)}</Working>
  const helpers = members.filter(
    ({ id, isMe, devices }) => !isMe && id !== code.member && devices.length > 0,
  )
  const trouble = failure ?? arrival.failure
  return (
    <Stack gap={3}>
      <Text>{words.second(name)}</Text>
      {trouble && <Notice tone="warning" toneLabel={askWords.error} title={sentenceFor(trouble)} />}
      <Whom helpers={helpers} chosen={chosen} onChoose={setChosen} />
      <Button
        variant="primary"
        isDisabled={chosen === null}
        onPress={() => chosen !== null && run(() => welcome.askSecond(chosen))}
        {...(working && { working: askWords.asking })}
      >
        {chosen === null ? askWords.askNobody : askWords.ask(nameOf(chosen) ?? askWords.somebody)}
      </Button>
    </Stack>
  )
}
