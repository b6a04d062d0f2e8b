import { openEpoch } from '#crypto'
import type { Entry } from '#crypto'
import type { Result } from '#shared/result.ts'
import type { Core } from './core.ts'
import { forumScope } from './names.ts'

const rankDelay = 3_000

/** What paying a debt of new keys needs. */
export interface DebtSources {
  readonly core: Core
  readonly now: () => number
  readonly publish: (entries: readonly Entry[]) => Promise<Result<null>>
  /** New keys were opened here: go there, and write for the newcomers. */
  readonly onPaid: () => Promise<void>
}

/**
 * New keys are owed after an admission that none of the newest keys cover, for example when two
 * members let somebody in at the same moment. Any one device pays; each waits for those before it
 * in the order of ids, and stops when it sees that somebody has paid.
 */
export function watchDebt({ core, now, publish, onPaid }: DebtSources): () => void {
  const { chain, device, sodium } = core
  let timer: ReturnType<typeof setTimeout> | null = null

  async function pay(): Promise<void> {
    timer = null
    const state = chain.state.read()
    if (!state.rotationOwed || !state.devices.has(device.id)) return
    const opening = openEpoch(sodium, state, device, { clock: now(), scope: forumScope })
    if (opening.ok && (await publish([opening.value])).ok) await onPaid()
  }

  function look(): void {
    const state = chain.state.read()
    if (!state.rotationOwed || timer !== null) return
    const rank = [...state.devices.keys()].sort().indexOf(device.id)
    if (rank >= 0) timer = setTimeout(() => void pay(), rankDelay * (rank + 1))
  }

  const unsubscribe = chain.state.subscribe(look)
  look()
  return () => {
    unsubscribe()
    if (timer !== null) clearTimeout(timer)
  }
}
