import { Button, Notice, Stack } from '#renderer/ui/index.ts'
import { memberWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { Failure } from '#shared/result.ts'

/** Nobody came in, and why. */
export function Refused({ failure, onClose }: { failure: Failure; onClose: () => void }) {
  return (
    <Stack gap={3}>
      <Notice tone="error" toneLabel={words.error} title={words.failed}>
        {sentenceFor(failure)}
      </Notice>
      <Button variant="primary" autoFocus onPress={onClose}>
        {words.close}
      </Button>
    </Stack>
  )
}
