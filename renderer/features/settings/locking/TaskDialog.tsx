import { type ReactNode, useId } from 'react'
import { Button, Dialog, Form, Inline, Notice, Stack } from '#renderer/ui/index.ts'
import { lockingWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { Failure } from '#shared/result.ts'

/** A window with one form and one thing to do, which says when it was done. */
export function TaskDialog(props: {
  title: string
  isOpen: boolean
  onClose: () => void
  onSubmit: () => void
  submit: string
  /** The words of the button while it is under way. */
  working: string | null
  failure: Failure | null
  /** What is the case now that it is done; null until then. */
  done: string | null
  children: ReactNode
}) {
  const { title, isOpen, onClose, onSubmit, submit, working, failure, done, children } = props
  const id = useId()
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open && working === null) onClose()
      }}
      closeLabel={words.close}
    >
      {done === null ? (
        <Form id={id} onSubmit={onSubmit}>
          <Stack gap={3}>
            {children}
            {failure && (
              <Notice tone="error" toneLabel={words.error} title={sentenceFor(failure)} />
            )}
            <Inline gap={2}>
              <Button type="submit" variant="primary" {...(working !== null && { working })}>
                {submit}
              </Button>
              <Button variant="quiet" isDisabled={working !== null} onPress={onClose}>
                {words.cancel}
              </Button>
            </Inline>
          </Stack>
        </Form>
      ) : (
        <Stack gap={3}>
          <Notice tone="done" toneLabel={words.done} title={done} />
          <div>
            <Button variant="primary" autoFocus onPress={onClose}>
              {words.close}
            </Button>
          </div>
        </Stack>
      )}
    </Dialog>
  )
}
