import { type EpochState, type ForumState, grantEpoch, type OpenedEnvelope } from '#crypto'
import type { DeviceId, EntryId, EpochId } from '#shared/ids.ts'
import { ok } from '#shared/result.ts'
import type { Publish } from '../author.ts'
import type { Core } from '../core.ts'
import { currentEpochs, mayWrite } from './currentEpochs.ts'
import { grantsTo } from './takeKey.ts'

/** What handing on keys needs. */
export interface GrantingSources {
  readonly core: Core
  readonly now: () => number
  readonly publish: Publish
}

/** Hands the key of a current epoch to devices that it covers and that got junk. */
export interface Granting {
  /** The chain or the keys have changed. */
  look(): void
  /** A device said, sealed and signed, that it knows an epoch and still writes under older keys. */
  asked(header: OpenedEnvelope['header']): void
  stop(): void
}

/** Holders wait so long for each of those before them, in milliseconds. */
const rankDelay = 1_500

/**
 * A grant is due to a device of a current epoch's set that has not acknowledged it and either got a
 * wrong box (whoever opened their own box has made all boxes again, and knows) or asks. It can hurt
 * nobody: the set has that device, and the epoch's key check is held against what it gets. The
 * holders take turns; one who sees a grant that the asking device did not know of leaves it at that.
 */
export function createGranting({ core, now, publish }: GrantingSources): Granting {
  const asks = new Map<string, readonly EntryId[]>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let stopped = false

  const placeOf = (epoch: EpochId, device: DeviceId) => `${epoch} ${device}`

  function isDue(state: ForumState, epoch: EpochState, device: DeviceId): boolean {
    if (!state.devices.has(device) || state.acknowledged.get(epoch.id)?.has(device) === true)
      return false
    const heads = asks.get(placeOf(epoch.id, device))
    const isCheated = core.wrong().get(epoch.id)?.cheated.includes(device) === true
    if (heads === undefined && !isCheated) return false
    return grantsTo(state, epoch, device).every(
      ({ id, author }) =>
        author !== core.device.id && heads?.some((head) => state.dag.includes(head, id)) === true,
    )
  }

  function due(state: ForumState): readonly { epoch: EpochState; device: DeviceId }[] {
    if (!mayWrite(state, core.device.id)) return []
    return currentEpochs(state, core.device.id)
      .filter(({ id }) => core.keyring().get(id) !== undefined)
      .flatMap((epoch) =>
        [...epoch.devices]
          .filter((device) => device !== core.device.id && isDue(state, epoch, device))
          .map((device) => ({ epoch, device })),
      )
  }

  async function grant(id: EpochId, device: DeviceId): Promise<void> {
    // A failure is one of the disk or of a rule; the device asks again.
    await publish((state) => {
      const wanted = due(state).find((each) => each.epoch.id === id && each.device === device)
      const epochKey = core.held().epochs.find(({ epochId }) => epochId === id)?.key
      if (stopped || wanted === undefined || epochKey === undefined) return ok([])
      const options = { clock: now(), epoch: id, device, epochKey }
      const entry = grantEpoch(core.sodium, state, core.device, options)
      return entry.ok ? ok([entry.value]) : entry
    })
  }

  function look(): void {
    if (stopped) return
    for (const { epoch, device } of due(core.chain.state.read())) {
      const place = placeOf(epoch.id, device)
      if (timers.has(place)) continue
      const holders = [...epoch.devices].sort().filter((each) => each !== device)
      const timer = setTimeout(
        () => void grant(epoch.id, device).finally(() => timers.delete(place)),
        rankDelay * holders.indexOf(core.device.id),
      )
      timers.set(place, timer)
    }
  }

  return {
    look,
    asked({ device, scope, epochId, chainHeads }) {
      const state = core.chain.state.read()
      const epoch = currentEpochs(state, core.device.id).find((each) => each.scope === scope)
      if (epoch === undefined || epoch.id === epochId || !epoch.devices.has(device)) return
      if (!chainHeads.some((head) => state.dag.includes(head, epoch.entry))) return
      asks.set(placeOf(epoch.id, device), chainHeads)
      look()
    },
    stop() {
      stopped = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
