import { useState } from 'react'
import { useForum } from '#renderer/session/index.ts'
import { Button, Dialog, Form, TextField } from '#renderer/ui/index.ts'
import { lotWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { Failure } from '#shared/result.ts'

/** Parks a topic from anywhere: one line, Enter, done. It belongs to whoever parked it. */
export function ParkTopic(props: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { parkingLot, me } = useForum()
  const [title, setTitle] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  function park(): void {
    const today = new Date().toISOString().slice(0, 10)
    const added = parkingLot.addTopic({ title, ownerId: me, firstRaised: today })
    setFailure(added.ok ? null : added.failure)
    if (!added.ok) return
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
          <Button variant="quiet" onPress={() => props.onOpenChange(false)}>
            {words.cancel}
          </Button>
          <Button variant="primary" type="submit" form="park-topic">
            {words.parkSave}
          </Button>
        </>
      }
    >
      <Form id="park-topic" onSubmit={park}>
        <TextField
          label={words.topicTitle}
          description={words.topicTitleHint}
          value={title}
          onChange={setTitle}
          autoFocus
          spellCheck
          {...(failure && { error: sentenceFor(failure) })}
        />
      </Form>
    </Dialog>
  )
}
