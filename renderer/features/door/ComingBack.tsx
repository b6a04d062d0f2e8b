import type { ComeBack } from '#renderer/data/forum/index.ts'
import type { Readable } from '#renderer/data/readable.ts'
import { useReadable, useSession } from '#renderer/session/index.ts'
import { Button, Heading, Notice, Stack, Working } from '#renderer/ui/index.ts'
import { doorWords as words, sentenceFor } from '#renderer/words/index.ts'
import type { Failure } from '#shared/result.ts'
import { DoorNotice } from './DoorNotice.tsx'
import { SheetSteps } from './PrintedSheet.tsx'

/** Waits, with a printed sheet, until somebody's computer has let this one in. */
export function ComingBack(props: { comeBack: ComeBack; trouble: Readable<Failure | null> }) {
  const session = useSession()
  const returning = useReadable(props.comeBack.returning)
  const trouble = useReadable(props.trouble)
  const leave = () => void session.abandonJoin()
  if (returning.stage === 'failed')
    return (
      <DoorNotice
        title={words.joinFailed}
        text={sentenceFor(returning.failure)}
        action={{ label: words.again, onPress: leave }}
      />
    )
  const refused = returning.stage === 'waiting' ? returning.refused : null
  const notice = trouble ?? refused
  return (
    <Stack gap={3}>
      <SheetSteps current={2} />
      <Heading level={1} isLanding>
        {words.sheetWaitTitle}
      </Heading>
      <Working>{returning.stage === 'waiting' ? words.sheetWaiting : words.sheetAnswered}</Working>
      {notice && <Notice tone="warning" toneLabel={words.error} title={sentenceFor(notice)} />}
      <div>
        <Button variant="quiet" onPress={leave}>
          {words.sheetGiveUp}
        </Button>
      </div>
    </Stack>
  )
}
