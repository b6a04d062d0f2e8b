import { openEpoch } from '#crypto'
import type { EpochId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { Publish } from '../author.ts'
import type { Core } from '../core.ts'
import { mayWrite } from './currentEpochs.ts'
import { refusedNow } from './faults.ts'
import { isOpenersFault } from './takeKey.ts'

/** What replacing keys needs. */
export interface ReplacingSources {
  readonly core: Core
  readonly now: () => number
  readonly publish: Publish
  /** New keys were opened here. */
  readonly onOpened: () => Promise<void>
}

/** Makes new keys in the place of ones that were made wrongly and that nobody hands over. */
export interface Replacing {
  look(): void
  stop(): void
}

/** So long the holders have to grant, in milliseconds; then devices take turns. */
const patience = 15_000
const rankDelay = 3_000

/**
 * Somebody who makes junk for all others would otherwise leave a forum in which nobody can write:
 * keys are current, and nobody but them holds any. Whoever was cheated and is not granted opens the
 * scope's keys anew, once for each epoch made wrongly.
 */
export function createReplacing({ core, now, publish, onOpened }: ReplacingSources): Replacing {
  const timers = new Map<EpochId, ReturnType<typeof setTimeout>>()
  let stopped = false

  const replaceable = () => {
    const state = core.chain.state.read()
    if (!mayWrite(state, core.device.id)) return []
    return refusedNow(core, state).filter(({ id }) => isOpenersFault(core.refused().get(id)?.code))
  }

  async function replace(id: EpochId): Promise<void> {
    let isOpened = false
    const published = await publish((state) => {
      const epoch = replaceable().find((each) => each.id === id)
      if (stopped || epoch === undefined) return ok([])
      const { scope } = epoch
      const opening = openEpoch(core.sodium, state, core.device, { clock: now(), scope })
      isOpened = opening.ok
      return opening.ok ? ok([opening.value]) : opening
    })
    if (isOpened && published.ok && !stopped) await onOpened()
  }

  return {
    look() {
      if (stopped) return
      for (const { id, devices } of replaceable()) {
        if (timers.has(id)) continue
        const rank = [...devices].sort().indexOf(core.device.id)
        timers.set(
          id,
          setTimeout(() => void replace(id), patience + rankDelay * rank),
        )
      }
    },
    stop() {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
