import { createContext, useContext } from 'react'
import type { Forum } from '#renderer/data/forum/index.ts'
import { invariant } from '#shared/result.ts'
import type { Session } from './types.ts'
import { useReadable } from './useReadable.ts'
import type { Locking } from './vault/locking.ts'

/** Holds the session for everything below the app. */
export const SessionContext = createContext<Session | null>(null)

/** Holds the open forum for the rooms below it. */
export const ForumContext = createContext<Forum | null>(null)

/** The session. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  invariant(session !== null, 'a component that needs the session is below the app')
  return session
}

/** The open forum. */
export function useForum(): Forum {
  const forum = useContext(ForumContext)
  invariant(forum !== null, 'a room is shown only while a forum is open')
  return forum
}

/** How this computer is opened, while it is open. */
export function useLocking(): Locking {
  const state = useReadable(useSession().state)
  invariant(state.stage === 'open', 'a room is shown only while a forum is open')
  return state.locking
}
