import { useForum, useReadable } from '#renderer/session/index.ts'
import { Button, Popover, Row, Rows } from '#renderer/ui/index.ts'
import { Undo2 } from '#renderer/ui/icons.ts'
import { lotWords as words } from '#renderer/words/index.ts'

/** What was taken out of the parking lot and can be put back. */
export function RemovedTopics() {
  const { parkingLot } = useForum()
  const { removed } = useReadable(parkingLot)
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
        {removed.map((topic) => (
          <Row
            key={topic.id}
            end={words.putBack}
            onPress={() => {
              parkingLot.restoreTopic(topic.id)
            }}
          >
            {topic.title}
          </Row>
        ))}
      </Rows>
    </Popover>
  )
}
