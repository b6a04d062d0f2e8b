import { type ForumState, openEpoch } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { Publish } from '../author.ts'
import type { Core } from '../core.ts'
import { currentEpochs, mayWrite } from './currentEpochs.ts'

/** What renewing keys needs. */
export interface RenewingSources {
  readonly core: Core
  readonly now: () => number
  readonly publish: Publish
  /** New keys were opened here. */
  readonly onOpened: () => Promise<void>
}

/**
 * Whoever lost a scope erased its keys, and may be back before anybody made new ones: then those of
 * before cover exactly the scope's devices again, nothing is owed, and this one cannot read. It makes
 * new ones.
 */
export async function renewErased(sources: RenewingSources): Promise<Result<null>> {
  const { core, now, publish } = sources
  for (const scope of erasedIn(core, core.chain.state.read())) {
    const published = await publish((state) => {
      if (!erasedIn(core, state).includes(scope)) return ok([])
      const opening = openEpoch(core.sodium, state, core.device, { clock: now(), scope })
      return opening.ok ? ok([opening.value]) : opening
    })
    if (!published.ok) return published
    // Not waited for: going there comes back here.
    void sources.onOpened()
  }
  return ok(null)
}

/** The scopes whose current keys this computer has erased. */
function erasedIn(core: Core, state: ForumState): readonly string[] {
  if (!mayWrite(state, core.device.id)) return []
  const erased = new Set(core.held().erased)
  return currentEpochs(state, core.device.id)
    .filter(({ id }) => erased.has(id))
    .map(({ scope }) => scope)
}
