import type { EpochId } from '#shared/ids.ts'
import type { Failure } from '#shared/result.ts'
import type { ScopeMemory } from './scopeMemory.ts'
import type { SnapshotWriter } from './writeSnapshots.ts'

/** What bridging needs. */
export interface BridgingSources {
  readonly snapshots: Pick<SnapshotWriter, 'bridge'>
  readonly memory: Pick<ScopeMemory, 'bridged' | 'rememberBridged'>
  readonly currentEpoch: () => EpochId | null
  /** While a debt is owed there are no keys to write under. */
  readonly isOwed: () => boolean
  readonly onProblem: (failure: Failure | null) => void
}

/** Sees to it that nothing of ours stays closed to those who came with newer keys. */
export interface Bridging {
  /** New keys are current, or the forum was opened; looks after a while, and until it is done. */
  soon(): void
  stop(): void
}

/** How long a device that came into new keys waits for the opener's snapshots before it looks. */
const pause = 4_000
/** After so many looks it writes although the opener has not. */
const patientLooks = 15

/**
 * Once for each epoch, and again at the next start if it was not done: whoever closed the app right
 * after writing would otherwise leave it to nobody.
 */
export function createBridging(sources: BridgingSources): Bridging {
  const { memory } = sources
  let timer: ReturnType<typeof setTimeout> | null = null
  let lookingFor: EpochId | null = null
  let looks = 0
  let looking = false
  let stopped = false

  async function look(): Promise<void> {
    const epoch = sources.currentEpoch()
    if (epoch === null || memory.bridged(epoch)) return
    if (epoch !== lookingFor) looks = 0
    lookingFor = epoch
    looks++
    if (sources.isOwed()) return later()
    const bridged = await sources.snapshots.bridge(looks <= patientLooks)
    if (stopped) return
    sources.onProblem(bridged.ok ? null : bridged.failure)
    const isDone = bridged.ok && bridged.value === 'done' && epoch === sources.currentEpoch()
    if (isDone) memory.rememberBridged(epoch)
    else later()
  }

  async function run(): Promise<void> {
    timer = null
    if (looking) return later()
    looking = true
    try {
      await look()
    } catch {
      // The database could not be read.
      later()
    } finally {
      looking = false
    }
  }

  function later(): void {
    if (!stopped) timer ??= setTimeout(() => void run(), pause)
  }

  return {
    soon: later,
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
