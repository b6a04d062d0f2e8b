import { useForum, useMembers, useReadable } from '#renderer/session/index.ts'
import { Finder } from '#renderer/ui/index.ts'
import { SquareParking, Users } from '#renderer/ui/icons.ts'
import { finderWords as words } from '#renderer/words/index.ts'
import { isWaiting } from '#shared/model/topic/index.ts'
import { rooms } from './roomList.tsx'

/** Finds rooms, people and topics by a part of their name. */
export function FindAnything(props: {
  isOpen: boolean
  onOpenChange: (open: boolean) => void
  onGo: (path: string) => void
  onOpenTopic: (id: string) => void
}) {
  const { topics } = useReadable(useForum().parkingLot)
  const { members } = useMembers()
  const things = [
    ...rooms.map(({ href, label, icon }) => ({ id: href, label, icon, kind: words.room })),
    ...members.map(({ id, name }) => ({
      id: `person ${id}`,
      label: name,
      icon: <Users />,
      kind: words.person,
    })),
    ...topics.filter(isWaiting).map(({ id, title }) => ({
      id: `topic ${id}`,
      label: title,
      icon: <SquareParking />,
      kind: words.topic,
    })),
  ]
  function choose(id: string): void {
    if (id.startsWith('topic ')) props.onOpenTopic(id.slice('topic '.length))
    else props.onGo(id.startsWith('person ') ? '/members' : id)
  }
  return (
    <Finder
      label={words.label}
      placeholder={words.placeholder}
      emptyText={words.empty}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      things={things}
      onChoose={choose}
    />
  )
}
