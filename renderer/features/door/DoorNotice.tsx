import { Button, Notice } from '#renderer/ui/index.ts'
import { doorWords as words } from '#renderer/words/index.ts'

/** A sentence that says what happened and what to do, with the way on where there is one. */
export function DoorNotice(props: {
  title: string
  text: string
  action?: { label: string; onPress: () => void }
}) {
  const { title, text, action } = props
  return (
    <Notice
      tone="error"
      toneLabel={words.error}
      title={title}
      action={action && <Button onPress={action.onPress}>{action.label}</Button>}
    >
      {text}
    </Notice>
  )
}
