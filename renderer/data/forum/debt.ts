import { debtOrder, openEpoch, scopeState } from '#crypto'
import { ok } from '#shared/result.ts'
import type { Publish } from './author.ts'
import type { Core } from './core.ts'

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
 * New keys are owed in a scope when none of the newest cover exactly its devices: somebody left, a
 * crash came between, or two members let somebody in at the same moment. Any one device of the scope
 * pays; each waits for those before it, in an order that differs from debt to debt, and stops when
 * it sees that somebody has paid. Whoever could not pay tries again in its next turn.
 */
export function watchDebt({ core, now, publish, onPaid }: DebtSources): () => void {
  const { chain, device, sodium } = core
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let stopped = false

  async function pay(scope: string): Promise<void> {
    let paid = false
    const published = await publish((state) => {
      const { rotationOwed, devices } = scopeState(state, scope)
      if (stopped || !rotationOwed || !devices.has(device.id)) return ok([])
      const opening = openEpoch(sodium, state, device, { clock: now(), scope })
      paid = opening.ok
      return opening.ok ? ok([opening.value]) : opening
    })
    timers.delete(scope)
    if (stopped) return
    if (paid && published.ok) await onPaid()
    look()
  }

  function look(): void {
    const state = chain.state.read()
    for (const scope of state.scopes.keys()) {
      if (stopped || timers.has(scope)) continue
      const rank = debtOrder(sodium, state, scope).indexOf(device.id)
      if (rank < 0) continue
      timers.set(
        scope,
        setTimeout(() => void pay(scope), rankDelay * (rank + 1)),
      )
    }
  }

  const unsubscribe = chain.state.subscribe(look)
  look()
  return () => {
    stopped = true
    unsubscribe()
    for (const timer of timers.values()) clearTimeout(timer)
  }
}
