import type { Failure } from '#shared/result.ts'
import type { Core } from './core.ts'
import { coalesce } from './coalesce.ts'
import type { Exchange } from './exchange.ts'

/** What following the chain needs. */
export interface FollowingSources {
  readonly core: Core
  readonly exchange: () => Pick<Exchange, 'move'>
  readonly onProblem: (failure: Failure | null) => void
  /** Keys were taken in: what was refused for want of them may be asked for again. */
  readonly onKeys: () => void
  /** Room and mailbox are those of the newest keys now; `moved` when they were others before. */
  readonly onThere: (moved: boolean) => void
}

/** Goes where the newest keys lead. */
export interface Following {
  /** Resolves when one is there, or when the vault refused: then it is tried again by itself. */
  follow(): Promise<void>
  stop(): void
}

const retryDelay = 5_000

/** Takes new keys into the vault, then goes to their room and mailbox. One after the other. */
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
      if (failing) sources.onProblem(null)
      failing = false
      if (fresh.value) sources.onKeys()
      const held = core.keyring().newestFirst(core.chain.state.read())
      const moved = await sources.exchange().move(core.currentKeys(), held)
      if (!stopped) sources.onThere(moved)
    } catch {
      // The bridge to the desktop broke; nothing else throws here.
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
