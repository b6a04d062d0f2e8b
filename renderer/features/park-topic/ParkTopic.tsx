import { useState } from 'react'
import { useForum } from '#renderer/session/index.ts'
import { Button, Dialog, Form, TextField, useToasts } from '#renderer/ui/index.ts'
import { lotWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { Failure } from '#shared/result.ts'

/** Parks a topic from anywhere: one line, Enter, done. It belongs to whoever parked it. */
export function ParkTopic(props: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { parkingLot, me } = useForum()
  const toasts = useToasts()
  // Kept while the dialog is closed: Escape by mistake loses nothing.
  const [title, setTitle] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  function park(): void {
    const added = parkingLot.addTopic({ title, ownerId: me, firstRaised: today() })
    setFailure(added.ok ? null : added.failure)
    if (!added.ok) return
    toasts.show({ text: words.parked(title.trim()), tone: 'done', seconds: 5 })
    setTitle('')
    props.onOpenChange(false)
  }
  return (
    <Dialog
      title={words.park}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      closeLabel={words.close}
      actions={
        <>
          <Button variant="primary" type="submit" form="park-topic">
            {words.parkSave}
          </Button>
          <Button variant="quiet" onPress={() => props.onOpenChange(false)}>
            {words.cancel}
          </Button>
        </>
      }
    >
      <Form id="park-topic" onSubmit={park}>
        <TextField
          label={words.topicTitle}
          description={words.topicTitleHint}
          value={title}
          onChange={(text) => {
            setTitle(text)
            setFailure(null)
          }}
          autoFocus
          spellCheck
          error={failure === null ? undefined : sentenceFor(failure)}
        />
      </Form>
    </Dialog>
  )
}

/** The day here, as `YYYY-MM-DD`. */
function today(): string {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
