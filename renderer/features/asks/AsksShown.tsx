import { useForum, useReadable } from '#renderer/session/index.ts'
import { Stack } from '#renderer/ui/index.ts'
import { AskedOfMe } from './AskedOfMe.tsx'
import { MyAsk } from './MyAsk.tsx'
import { PendingAct } from './PendingAct.tsx'

/** What takes two and is not done: asked of me, asked by me, and what waits to be known. */
export function AsksShown() {
  const forum = useForum()
  const asks = useReadable(forum.asks)
  const pending = useReadable(forum.pending)
  const ended = useReadable(forum.ended)
  if (ended !== null || asks.length + pending.length === 0) return null
  return (
    <Stack gap={2}>
      {asks.map((ask) =>
        ask.by === forum.me ? (
          <MyAsk key={ask.id} ask={ask} />
        ) : (
          <AskedOfMe key={ask.id} ask={ask} />
        ),
      )}
      {pending.map((act) => (
        <PendingAct key={act.entry} act={act} />
      ))}
    </Stack>
  )
}
