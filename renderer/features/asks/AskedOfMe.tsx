import type { Ask } from '#renderer/data/forum/index.ts'
import { useForum, useNameOf, useTask } from '#renderer/session/index.ts'
import { Button, Inline, Notice, Row, Rows, Stack, Text } from '#renderer/ui/index.ts'
import { askWords as words, sentenceFor } from '#renderer/words/index.ts'
import { nameIn } from './nameIn.ts'

/** Somebody asks this person to do something with them: what it does, and yes or no. */
export function AskedOfMe({ ask }: { ask: Ask }) {
  const forum = useForum()
  const nameOf = useNameOf()
  const { working, failure, run } = useTask()
  const by = nameOf(ask.by) ?? words.somebody
  const what = words.act(ask.intent, nameIn(ask) ?? nameOf(ask.about) ?? words.somebody)
  const { ends, stays } = words.consequences[ask.intent.type]
  if (ask.standing === 'agreed')
    return <Notice tone="info" toneLabel={words.note} title={words.agreed(by, what)} />
  return (
    <Notice
      tone="warning"
      toneLabel={words.question}
      title={words.asked(by, what)}
      action={
        <Inline>
          <Button
            variant="primary"
            onPress={() => run(() => forum.agree(ask.id))}
            {...(working && { working: words.agreeing })}
          >
            {words.agree}
          </Button>
          <Button
            variant="quiet"
            isDisabled={working}
            onPress={() => run(() => forum.decline(ask.id))}
          >
            {words.notNow}
          </Button>
        </Inline>
      }
    >
      <Stack gap={1}>
        <Text>{words.askedHint}</Text>
        <Rows label={words.ends}>
          {[...ends, ...stays].map((sentence) => (
            <Row key={sentence}>{sentence}</Row>
          ))}
        </Rows>
        {failure && <Text tone="amber">{sentenceFor(failure)}</Text>}
      </Stack>
    </Notice>
  )
}
