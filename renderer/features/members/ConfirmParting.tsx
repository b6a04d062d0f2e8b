import { useForum, useTask } from '#renderer/session/index.ts'
import { Button, Dialog, Notice, Row, Rows, Section, Stack } from '#renderer/ui/index.ts'
import { partingWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { MemberId } from '#shared/ids.ts'

/** The two ways in which somebody goes. */
export type Parting = 'remove' | 'leave'

/** Says what ends and what cannot be taken back, before somebody goes. */
export function ConfirmParting(props: {
  parting: Parting | null
  name: string
  member: MemberId | null
  onBack: () => void
  onDone: () => void
}) {
  const { parting, name, member, onBack, onDone } = props
  const forum = useForum()
  const { working, failure, run } = useTask()
  const isLeaving = parting === 'leave'
  const text = isLeaving ? words.leavingText : words.removingText

  function go(): void {
    run(async () => {
      const gone = isLeaving || member === null ? await forum.leave() : await forum.remove(member)
      if (gone.ok) onDone()
      return gone
    })
  }

  return (
    <Dialog
      title={isLeaving ? words.leaveTitle : words.removeTitle(name)}
      role="alertdialog"
      isOpen={parting !== null}
      onOpenChange={(open) => {
        if (!open) onBack()
      }}
      closeLabel={words.close}
      actions={
        <>
          <Button
            variant="primary"
            onPress={go}
            {...(working && { working: isLeaving ? words.leaving : words.removing })}
          >
            {isLeaving ? words.leave : words.remove}
          </Button>
          <Button variant="quiet" autoFocus onPress={onBack}>
            {words.keep}
          </Button>
        </>
      }
    >
      <Stack gap={3}>
        {failure && <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />}
        <Sentences title={words.ends} sentences={text.ends} />
        <Sentences title={words.stays} sentences={text.stays} />
      </Stack>
    </Dialog>
  )
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <Section title={title} level={3} size="label">
      <Rows label={title}>
        {sentences.map((sentence) => (
          <Row key={sentence}>{sentence}</Row>
        ))}
      </Rows>
    </Section>
  )
}
