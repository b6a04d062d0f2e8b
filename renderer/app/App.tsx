import { useHashLocation } from 'wouter/use-hash-location'
import { Door } from '#renderer/features/door/index.ts'
import { Gallery } from '#renderer/features/gallery/index.ts'
import { ForumContext, type Session, SessionContext, useReadable } from '#renderer/session/index.ts'
import { UiProvider } from '#renderer/ui/index.ts'
import { Rooms } from './Rooms.tsx'

/** The whole page: the door until a forum is open, then its rooms. */
export function App({ session }: { session: Session }) {
  const state = useReadable(session.state)
  const [path, go] = useHashLocation()
  return (
    <UiProvider navigate={go}>
      <SessionContext.Provider value={session}>
        {path === '/gallery' ? (
          <Gallery />
        ) : state.stage === 'open' ? (
          <ForumContext.Provider value={state.forum}>
            <Rooms path={path} go={go} />
          </ForumContext.Provider>
        ) : (
          <Door />
        )}
      </SessionContext.Provider>
    </UiProvider>
  )
}
