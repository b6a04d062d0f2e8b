import { useForum, useReadable } from '#renderer/session/index.ts'
import { Button, Popover, Row, Rows } from '#renderer/ui/index.ts'
import { Undo2 } from '#renderer/ui/icons.ts'
import { agendaWords as words } from '#renderer/words/index.ts'

/** What was taken out of the agenda and can be put back. */
export function RemovedItems() {
  const { agenda } = useForum()
  const { removed } = useReadable(agenda)
  if (removed.length === 0) return null
  return (
    <Popover
      label={words.removedTitle}
      trigger={
        <Button variant="quiet" icon={<Undo2 />}>
          {words.removedTitle}
        </Button>
      }
    >
      <Rows label={words.removedTitle}>
        {removed.map((item) => (
          <Row
            key={item.id}
            end={words.putBack}
            onPress={() => {
              agenda.restoreItem(item.id)
            }}
          >
            {item.title === '' ? words.untitled : item.title}
          </Row>
        ))}
      </Rows>
    </Popover>
  )
}
