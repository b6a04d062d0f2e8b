import { useState } from 'react'
import { AgendaRoom } from '#renderer/features/agenda/index.ts'
import { AsksShown } from '#renderer/features/asks/index.ts'
import { HomeRoom } from '#renderer/features/home/index.ts'
import { MembersRoom } from '#renderer/features/members/index.ts'
import { NotesRoom } from '#renderer/features/notes/index.ts'
import { ParkTopic } from '#renderer/features/park-topic/index.ts'
import { ParkingLotRoom } from '#renderer/features/parking-lot/index.ts'
import { RelayViewRoom } from '#renderer/features/relay-view/index.ts'
import { SettingsRoom } from '#renderer/features/settings/index.ts'
import { WhoSeesRoom } from '#renderer/features/who-sees/index.ts'
import { Shortcuts } from '#renderer/features/shortcuts/index.ts'
import type { NotesDocument } from '#renderer/data/docs/index.ts'
import { useForum, useReadable, useSession } from '#renderer/session/index.ts'
import { Notice, Rail, Shell, Stack } from '#renderer/ui/index.ts'
import { frameWords as words, partingWords, sentenceFor } from '#renderer/words/index.ts'
import { ExchangeFooter } from './ExchangeFooter.tsx'
import { FindAnything } from './FindAnything.tsx'
import { type Room, roomAt, rooms } from './roomList.tsx'
import { useLanding } from './useLanding.ts'
import { useShortcuts } from './useShortcuts.ts'

/** What may lie over a room; one at a time. */
type Overlay = 'park' | 'help' | 'find'

/** The frame of an open forum: the rail of rooms and the room one is in. */
export function Rooms({ path, go }: { path: string; go: (path: string) => void }) {
  const forum = useForum()
  const session = useSession()
  const { forumName } = useReadable(forum.people)
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const [topic, setTopic] = useState<string | null>(null)
  const [notes, setNotes] = useState<NotesDocument | null>(null)
  const current = roomAt(path)
  const document = current.id === 'agenda' || current.id === 'parking-lot' ? current.id : null
  const show = (which: Overlay) => (isOpen: boolean) => setOverlay(isOpen ? which : null)

  useLanding(current.id)
  useShortcuts({
    park: () => setOverlay('park'),
    help: () => setOverlay('help'),
    find: () => setOverlay('find'),
    lock: () => void session.lock(),
    room: (index) => {
      const room = rooms[index]
      if (room !== undefined) go(room.href)
    },
    undo: () => (document === null ? notes?.undo() : forum.undo(document)),
    redo: () => (document === null ? notes?.redo() : forum.redo(document)),
  })

  function openTopic(id: string): void {
    setTopic(id)
    go('/parking-lot')
  }

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
        <Troubles />
        {(current.id === 'home' || current.id === 'members') && <AsksShown />}
        <RoomShown
          id={current.id}
          onPark={() => setOverlay('park')}
          topic={topic}
          onTopic={setTopic}
          onOpenTopic={openTopic}
          onNotes={setNotes}
        />
      </Stack>
      <ParkTopic isOpen={overlay === 'park'} onOpenChange={show('park')} />
      <Shortcuts isOpen={overlay === 'help'} onOpenChange={show('help')} />
      <FindAnything
        isOpen={overlay === 'find'}
        onOpenChange={show('find')}
        onGo={go}
        onOpenTopic={openTopic}
      />
    </Shell>
  )
}

/** What the whole forum suffers from now, in any room. */
function Troubles() {
  const forum = useForum()
  const { problem, wrongKeysBy } = useReadable(forum.status)
  const { names } = useReadable(forum.people)
  const ended = useReadable(forum.ended)
  return (
    <>
      {ended !== null && (
        <Notice tone="warning" toneLabel={words.warning} title={partingWords.endedTitle[ended]}>
          {partingWords.endedText}
        </Notice>
      )}
      {wrongKeysBy.map((member) => (
        <Notice
          key={member}
          tone="warning"
          toneLabel={words.warning}
          title={words.wrongKeysTitle(names.get(member) ?? words.somebody)}
        >
          {words.wrongKeys}
        </Notice>
      ))}
      {problem && <Notice tone="warning" toneLabel={words.warning} title={sentenceFor(problem)} />}
      {forum.damage.length > 0 && (
        <Notice tone="warning" toneLabel={words.warning} title={words.damageTitle}>
          {sentenceFor({ code: 'row-corrupted' })}
        </Notice>
      )}
    </>
  )
}

function RoomShown(props: {
  id: Room['id']
  onPark: () => void
  topic: string | null
  onTopic: (id: string | null) => void
  onOpenTopic: (id: string) => void
  onNotes: (notes: NotesDocument | null) => void
}) {
  const { id, onPark, topic, onTopic, onOpenTopic, onNotes } = props
  switch (id) {
    case 'home':
      return <HomeRoom onPark={onPark} onOpenTopic={onOpenTopic} />
    case 'agenda':
      return <AgendaRoom />
    case 'parking-lot':
      return <ParkingLotRoom onPark={onPark} topic={topic} onTopic={onTopic} />
    case 'notes':
      return <NotesRoom onNotes={onNotes} />
    case 'members':
      return <MembersRoom />
    case 'who-sees':
      return <WhoSeesRoom />
    case 'relay':
      return <RelayViewRoom />
    case 'settings':
      return <SettingsRoom />
  }
}
