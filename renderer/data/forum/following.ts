import type { Failure, Result } from '#shared/result.ts'
import type { Core } from './core.ts'
import { coalesce } from './coalesce.ts'

/** What following the chain needs. */
export interface FollowingSources {
  readonly core: Core
  /** Goes where the keys that are held lead; answers whether that is elsewhere than before. */
  readonly move: () => Promise<Result<boolean>>
  readonly onProblem: (failure: Failure | null) => void
  /** Keys were taken in, and their scopes are open: what was refused for want of them may come again. */
  readonly onKeys: () => void
  /** Room and mailboxes are those of the newest keys now; `moved` when the room was another before. */
  readonly onThere: (moved: boolean) => void
}

/** Goes where the newest keys lead. */
export interface Following {
  /** Resolves when one is there, or when the vault refused: then it is tried again by itself. */
  follow(): Promise<void>
  stop(): void
}

const retryDelay = 5_000

/** Takes new keys into the vault, then goes to their room and mailboxes. One after the other. */
export function createFollowing(sources: FollowingSources): Following {
  const { core } = sources
  let retry: ReturnType<typeof setTimeout> | undefined
  let failing = false
  let stopped = false

  function fail(failure: Failure): void {
    failing = true
    sources.onProblem(failure)
    clearTimeout(retry)
    retry = setTimeout(() => void follow(), retryDelay)
  }

  const follow = coalesce(async () => {
    if (stopped) return
    try {
      const fresh = await core.refreshKeys()
      if (stopped) return
      if (!fresh.ok) return fail(fresh.failure)
      const moved = await sources.move()
      if (stopped) return
      if (!moved.ok) return fail(moved.failure)
      if (failing) sources.onProblem(null)
      failing = false
      if (fresh.value) sources.onKeys()
      sources.onThere(moved.value)
    } catch {
      // The bridge to the desktop broke, or the database could not be read.
      fail({ code: 'bridge-refused' })
    }
  })

  return {
    follow,
    stop() {
      stopped = true
      clearTimeout(retry)
    },
  }
}
