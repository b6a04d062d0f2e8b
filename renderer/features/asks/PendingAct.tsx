import type { Pending } from '#renderer/data/forum/index.ts'
import { useForum, useNameOf, useTask } from '#renderer/session/index.ts'
import { Button, Notice } from '#renderer/ui/index.ts'
import { askWords as words, sentenceFor } from '#renderer/words/index.ts'

/** An admission or return that waits until more than half know of it, and the way to object. */
export function PendingAct({ act }: { act: Pending }) {
  const forum = useForum()
  const nameOf = useNameOf()
  const { working, failure, run } = useTask()
  const by = act.by.map((member) => nameOf(member) ?? words.somebody).join(words.and)
  const title =
    act.kind === 'admission'
      ? words.pendingNew(by)
      : words.pendingReturn(by, nameOf(act.member) ?? words.somebody)
  return (
    <Notice
      tone={act.mayObject ? 'warning' : 'info'}
      toneLabel={words.note}
      title={title}
      {...(act.mayObject && {
        action: (
          <Button
            onPress={() => run(() => forum.object(act.entry))}
            {...(working && { working: words.objecting })}
          >
            {words.object}
          </Button>
        ),
      })}
    >
      {words.known(act.known, act.of)} {act.mayObject && words.until}{' '}
      {failure && sentenceFor(failure)}
    </Notice>
  )
}
