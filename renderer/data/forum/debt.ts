import { openEpoch } from '#crypto'
import { ok } from '#shared/result.ts'
import type { Publish } from './author.ts'
import type { Core } from './core.ts'
import { forumScope } from './names.ts'

const rankDelay = 3_000

/** What paying a debt of new keys needs. */
export interface DebtSources {
  readonly core: Core
  readonly now: () => number
  readonly publish: Publish
  /** New keys were opened here: go there, and write for the newcomers. */
  readonly onPaid: () => Promise<void>
}

/**
 * New keys are owed after an admission that none of the newest keys cover, for example when two
 * members let somebody in at the same moment. Any one device pays; each waits for those before it
 * in the order of ids, and stops when it sees that somebody has paid. Whoever could not pay tries
 * again in its next turn.
 */
export function watchDebt({ core, now, publish, onPaid }: DebtSources): () => void {
  const { chain, device, sodium } = core
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false

  async function pay(): Promise<void> {
    let paid = false
    const published = await publish((state) => {
      if (stopped || !state.rotationOwed || !state.devices.has(device.id)) return ok([])
      const opening = openEpoch(sodium, state, device, { clock: now(), scope: forumScope })
      paid = opening.ok
      return opening.ok ? ok([opening.value]) : opening
    })
    timer = null
    if (stopped) return
    if (paid && published.ok) await onPaid()
    look()
  }

  function look(): void {
    const state = chain.state.read()
    if (stopped || !state.rotationOwed || timer !== null) return
    const rank = [...state.devices.keys()].sort().indexOf(device.id)
    if (rank >= 0) timer = setTimeout(() => void pay(), rankDelay * (rank + 1))
  }

  const unsubscribe = chain.state.subscribe(look)
  look()
  return () => {
    stopped = true
    unsubscribe()
    if (timer !== null) clearTimeout(timer)
  }
}
