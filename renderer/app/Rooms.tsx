import { useState } from 'react'
import { AgendaRoom } from '#renderer/features/agenda/index.ts'
import { HomeRoom } from '#renderer/features/home/index.ts'
import { MembersRoom } from '#renderer/features/members/index.ts'
import { ParkTopic } from '#renderer/features/park-topic/index.ts'
import { ParkingLotRoom } from '#renderer/features/parking-lot/index.ts'
import { RelayViewRoom } from '#renderer/features/relay-view/index.ts'
import { SettingsRoom } from '#renderer/features/settings/index.ts'
import { Shortcuts } from '#renderer/features/shortcuts/index.ts'
import { useForum, useReadable, useSession } from '#renderer/session/index.ts'
import { Notice, Rail, Shell, Stack } from '#renderer/ui/index.ts'
import { House, Radio, Settings, SquareParking, TextAlignStart, Users } from '#renderer/ui/icons.ts'
import { frameWords as words, sentenceFor } from '#renderer/words/index.ts'
import { ExchangeFooter } from './ExchangeFooter.tsx'
import { useShortcuts } from './useShortcuts.ts'

const rooms = [
  { id: 'home', href: '/', label: words.home, icon: <House /> },
  { id: 'agenda', href: '/agenda', label: words.agenda, icon: <TextAlignStart /> },
  { id: 'parking-lot', href: '/parking-lot', label: words.parkingLot, icon: <SquareParking /> },
  { id: 'members', href: '/members', label: words.members, icon: <Users /> },
  { id: 'relay', href: '/relay', label: words.relay, icon: <Radio /> },
  { id: 'settings', href: '/settings', label: words.settings, icon: <Settings /> },
] as const

/** The frame of an open forum: the rail of rooms and the room one is in. */
export function Rooms({ path, go }: { path: string; go: (path: string) => void }) {
  const forum = useForum()
  const session = useSession()
  const { forumName } = useReadable(forum.people)
  const { problem } = useReadable(forum.status)
  const [parking, setParking] = useState(false)
  const [helping, setHelping] = useState(false)
  const current = rooms.find((room) => room.href === path) ?? rooms[0]
  const park = () => setParking(true)

  useShortcuts({
    park,
    help: () => setHelping(true),
    lock: () => void session.lock(),
    room: (index) => {
      const room = rooms[index]
      if (room !== undefined) go(room.href)
    },
    undo: () => forum.undo(current.id === 'agenda' ? 'agenda' : 'parking-lot'),
    redo: () => forum.redo(current.id === 'agenda' ? 'agenda' : 'parking-lot'),
  })

  return (
    <Shell
      skipLabel={words.skip}
      rail={
        <Rail
          title={forumName === '' ? words.forum : forumName}
          label={words.rooms}
          items={rooms}
          current={current.id}
          footer={<ExchangeFooter />}
        />
      }
    >
      <Stack gap={3}>
        {problem && (
          <Notice tone="warning" toneLabel={words.warning} title={sentenceFor(problem)} />
        )}
        {forum.damage.length > 0 && (
          <Notice tone="warning" toneLabel={words.warning} title={words.damageTitle}>
            {sentenceFor({ code: 'row-corrupted' })}
          </Notice>
        )}
        <Room id={current.id} onPark={park} />
      </Stack>
      <ParkTopic isOpen={parking} onOpenChange={setParking} />
      <Shortcuts isOpen={helping} onOpenChange={setHelping} />
    </Shell>
  )
}

function Room({ id, onPark }: { id: (typeof rooms)[number]['id']; onPark: () => void }) {
  switch (id) {
    case 'home':
      return <HomeRoom onPark={onPark} />
    case 'agenda':
      return <AgendaRoom />
    case 'parking-lot':
      return <ParkingLotRoom onPark={onPark} />
    case 'members':
      return <MembersRoom />
    case 'relay':
      return <RelayViewRoom />
    case 'settings':
      return <SettingsRoom />
  }
}
