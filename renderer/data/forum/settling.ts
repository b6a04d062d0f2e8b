import { openEpoch } from '#crypto'
import type { EntryId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { Publish } from './author.ts'
import type { Core } from './core.ts'
import { mayWrite } from './keys/currentEpochs.ts'
import { forumScope } from './names.ts'

/** How long an act that waits is left alone, so that whoever may can object: ten minutes. */
export const usualObjectionTime = 10 * 60_000

const rankDelay = 10_000

/** What settling needs. */
export interface SettlingSources {
  readonly core: Core
  readonly now: () => number
  readonly publish: Publish
  /** In milliseconds. */
  readonly objectionTime: number
  /** New keys were opened here. */
  readonly onOpened: () => Promise<void>
}

/**
 * An act that waits takes effect once more than half of the members have written something that
 * knows of it; but in a quiet forum nobody writes. So after the time to object, one computer makes
 * new keys, whichever comes first, and everybody's acknowledges them: that tells who knows. Each
 * waits for those before it by id; whoever signed the act counts as any other.
 */
export function watchPendingActs(sources: SettlingSources): () => void {
  const { core, publish, now } = sources
  const { chain, device, sodium } = core
  const timers = new Map<EntryId, ReturnType<typeof setTimeout>>()
  let stopped = false

  async function tell(act: EntryId): Promise<void> {
    let opened = false
    const published = await publish((state) => {
      const isKnown = [...state.epochs.values()].some(
        ({ scope, entry }) => scope === forumScope && state.dag.includes(entry, act),
      )
      if (stopped || isKnown || !state.pending.has(act)) return ok([])
      if (!mayWrite(state, device.id)) return ok([])
      const opening = openEpoch(sodium, state, device, { clock: now(), scope: forumScope })
      opened = opening.ok
      return opening.ok ? ok([opening.value]) : opening
    })
    if (!stopped && opened && published.ok) await sources.onOpened()
  }

  function look(): void {
    const state = chain.state.read()
    for (const [act, timer] of timers) {
      if (state.pending.has(act)) continue
      clearTimeout(timer)
      timers.delete(act)
    }
    const rank = [...state.devices.keys()].sort().indexOf(device.id)
    for (const act of state.pending.keys()) {
      if (stopped || rank < 0 || timers.has(act)) continue
      const delay = sources.objectionTime + rankDelay * rank
      timers.set(
        act,
        setTimeout(() => void tell(act), delay),
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
