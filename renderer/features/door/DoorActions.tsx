import { Button, Inline } from '#renderer/ui/index.ts'
import { doorWords as words } from '#renderer/words/index.ts'

/** The foot of a form at the door: on, or back. */
export function DoorActions(props: {
  /** What going on is called. */
  submit: string
  /** What is said while it is under way; null while it is not. */
  working: string | null
  onBack: () => void
  /** There is nothing to go back from while something is being made that cannot be given up. */
  isBackHeld?: boolean
}) {
  const { submit, working, onBack, isBackHeld = false } = props
  return (
    <Inline gap={2}>
      <Button type="submit" variant="primary" size="l" {...(working !== null && { working })}>
        {submit}
      </Button>
      <Button variant="quiet" isDisabled={isBackHeld} onPress={onBack}>
        {words.back}
      </Button>
    </Inline>
  )
}
