import type { Ask } from '#renderer/data/forum/index.ts'
import { useForum, useNameOf, useTask } from '#renderer/session/index.ts'
import { Button, Notice } from '#renderer/ui/index.ts'
import { askWords as words, sentenceFor } from '#renderer/words/index.ts'
import { nameIn } from './nameIn.ts'

const tones = {
  asked: 'info',
  agreed: 'info',
  declined: 'warning',
  done: 'done',
  failed: 'warning',
} as const

/** What this person asked another to do with them, and how far it is. */
export function MyAsk({ ask }: { ask: Ask }) {
  const forum = useForum()
  const nameOf = useNameOf()
  const { working, run } = useTask()
  const { standing, failure } = ask
  const to = nameOf(ask.to) ?? words.somebody
  const what = words.act(ask.intent, nameIn(ask) ?? nameOf(ask.about) ?? words.somebody)
  const isOpen = standing === 'asked' || standing === 'agreed'
  return (
    <Notice
      tone={tones[standing]}
      toneLabel={words.note}
      title={words.mine[standing](to, what)}
      action={
        <Button
          variant="quiet"
          isDisabled={working}
          onPress={() => run(() => forum.withdraw(ask.id))}
        >
          {isOpen ? words.takeBack : words.putAway}
        </Button>
      }
      {...(failure !== null && { children: sentenceFor({ code: failure }) })}
    />
  )
}
