import { scopeState } from '#crypto'
import { invariant, ok, type Result } from '#shared/result.ts'
import type { Core } from '../core.ts'
import { isInside, isLost } from './access.ts'
import type { ScopeTraffic } from './scopeTraffic.ts'

/** The scopes that this computer has to do with, each opened when there is cause. */
export interface Scopes {
  /** Opens the scope in which everybody meets. Before anything else. */
  begin(): Promise<void>
  home(): ScopeTraffic
  /** Those that are open. */
  all(): readonly ScopeTraffic[]
  /**
   * The traffic of a scope, opened if this computer is in it or still may read it; null when it has
   * no business there.
   */
  find(scope: string): Promise<ScopeTraffic | null>
  /**
   * Forgets what was lost, opens every scope whose keys are held, and goes where the newest keys
   * lead. Answers whether those of the home scope lead elsewhere than before.
   */
  follow(): Promise<Result<boolean>>
  /** The open scopes whose devices are others than at the last call. */
  changed(): readonly string[]
}

/** Keeps the traffic of scopes; `open` opens one. */
export function createScopes(core: Core, open: (scope: string) => Promise<ScopeTraffic>): Scopes {
  const { chain, device, homeScope, log } = core
  const opening = new Map<string, Promise<ScopeTraffic>>()
  const opened = new Map<string, ScopeTraffic>()
  const audiences = new Map<string, string>()

  const isGone = (scope: string) => isLost(chain.state.read(), scope, device.id, core.held().member)

  function ensure(scope: string): Promise<ScopeTraffic> {
    let found = opening.get(scope)
    if (found === undefined) {
      found = open(scope).then((traffic) => {
        opened.set(scope, traffic)
        return traffic
      })
      opening.set(scope, found)
      // Whoever asks again after the database failed begins anew.
      found.catch(() => opening.delete(scope))
    }
    return found
  }

  /** What is held of scopes that this computer must not be able to read any more. */
  function lost(): readonly string[] {
    const known = new Set([
      ...chain.state.read().scopes.keys(),
      ...core.held().epochs.map(({ scope }) => scope),
    ])
    return [...known].filter(
      (scope) =>
        isGone(scope) && (core.keyring().ofScope(scope).length > 0 || log.heads(scope).length > 0),
    )
  }

  /** The keys first: from then on nothing of it opens, whatever a crash leaves behind. */
  async function forgetLost(): Promise<Result<null>> {
    const gone = lost()
    if (gone.length === 0) return ok(null)
    const erased = await core.eraseScopes(new Set(gone))
    if (!erased.ok) return erased
    for (const scope of gone) {
      const traffic = await opening.get(scope)
      opening.delete(scope)
      opened.delete(scope)
      traffic?.stop()
      await traffic?.content.discard()
      const dropped = await log.dropScope(scope)
      if (!dropped.ok) return dropped
    }
    return ok(null)
  }

  return {
    async begin() {
      await ensure(homeScope)
    },
    home() {
      const home = opened.get(homeScope)
      invariant(home !== undefined, 'the home scope is opened first')
      return home
    },
    all: () => [...opened.values()],
    async find(scope) {
      const isHeld = core.keyring().ofScope(scope).length > 0
      const mayRead = isHeld && !isGone(scope)
      return mayRead || isInside(chain.state.read(), scope, device.id) ? ensure(scope) : null
    },
    async follow() {
      const forgotten = await forgetLost()
      if (!forgotten.ok) return forgotten
      for (const scope of new Set(core.keyring().keys.map((keys) => keys.scope)))
        await ensure(scope)
      let isElsewhere = false
      for (const traffic of [...opened.values()]) {
        const moved = await traffic.move()
        isElsewhere ||= moved && traffic.scope === homeScope
      }
      return ok(isElsewhere)
    },
    changed() {
      const found: string[] = []
      for (const scope of opened.keys()) {
        const { devices } = scopeState(chain.state.read(), scope)
        const audience = [...devices].sort().join()
        if (audiences.get(scope) !== audience) found.push(scope)
        audiences.set(scope, audience)
      }
      return found
    },
  }
}
