import { useEffect } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { Door } from '#renderer/features/door/index.ts'
import { Gallery } from '#renderer/features/gallery/index.ts'
import { ForumContext, type Session, SessionContext, useReadable } from '#renderer/session/index.ts'
import { readLook, showLook, ToastsProvider, UiProvider } from '#renderer/ui/index.ts'
import { frameWords as words, wordsLocale } from '#renderer/words/index.ts'
import { Rooms } from './Rooms.tsx'

/** The whole page: the door until a forum is open, then its rooms. */
export function App({ session }: { session: Session }) {
  const state = useReadable(session.state)
  const [path, go] = useHashLocation()
  useEffect(() => showLook(readLook()), [])
  return (
    <UiProvider locale={wordsLocale} navigate={go}>
      <SessionContext.Provider value={session}>
        {path === '/gallery' ? (
          <Gallery />
        ) : state.stage === 'open' ? (
          <ForumContext.Provider value={state.forum}>
            <ToastsProvider label={words.messages} closeLabel={words.closeMessage}>
              <Rooms path={path} go={go} />
            </ToastsProvider>
          </ForumContext.Provider>
        ) : (
          <Door />
        )}
      </SessionContext.Provider>
    </UiProvider>
  )
}
