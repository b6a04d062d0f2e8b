import { type EpochState, sealWaybill, waybillMailbox } from '#crypto'
import { toHex } from '#shared/ids.ts'
import type { RelayLink } from '../../relay/index.ts'
import { coalesce } from '../coalesce.ts'
import type { Core } from '../core.ts'
import type { Memory } from '../memory.ts'
import { leaveBlobs } from './leaveBlobs.ts'
import { leaveBundle } from './leaveBundle.ts'
import { epochToLeaveFor, type Sleeper, sleepersOf } from './sleepers.ts'

/** What leaving waybills needs. */
export interface PostWaybillsSources {
  readonly core: Core
  readonly relay: RelayLink
  readonly memory: Pick<Memory, 'waybill' | 'rememberWaybill' | 'forgetWaybills'>
}

/** Leaves the way on for devices that sleep through new keys. */
export interface WaybillPoster {
  /** The chain has changed, or the forum was opened. */
  look(): void
  /** The relay lost what it had. */
  forget(): void
  stop(): void
}

/** Whoever is awake acknowledges within this, and needs none; in milliseconds. */
const patience = 3_000

/**
 * Whoever opened the current epoch leaves a waybill in the own mailbox of each device that has not
 * acknowledged it. What they lack is sealed once, into a mailbox of its own for this one time; each
 * waybill is the way there. So all waybills have one size, and none is left before what it leads to
 * lies there. A later opener does the same again, with all that is lacking since.
 */
export function createWaybillPoster({ core, relay, memory }: PostWaybillsSources): WaybillPoster {
  /** What was tried in vain: tried again at the next start, or when the relay has forgotten. */
  const tried = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false

  /** A waybill is another one for another epoch, and in another mailbox. */
  const leadsTo = (epoch: EpochState, { mailbox }: Sleeper) => `${epoch.id} ${toHex(mailbox)}`

  function waiting(epoch: EpochState): readonly Sleeper[] {
    return sleepersOf(core.chain.state.read(), epoch).filter((sleeper) => {
      const place = leadsTo(epoch, sleeper)
      return memory.waybill(sleeper.device.id) !== place && !tried.has(place)
    })
  }

  const leave = coalesce(async () => {
    const state = core.chain.state.read()
    const epoch = epochToLeaveFor(state, core.device.id)
    const sleepers = epoch === null ? [] : waiting(epoch)
    if (stopped || epoch === null || sleepers.length === 0) return
    for (const sleeper of sleepers) tried.add(leadsTo(epoch, sleeper))
    const { sodium } = core
    const waybill = await leaveBundle(core, relay, epoch, sleepers)
    if (!waybill.ok) return
    for (const sleeper of sleepers) {
      if (stopped) return
      const sealed = sealWaybill(sodium, state.forum, sleeper.device, waybill.value)
      const left = await leaveBlobs(relay, waybillMailbox(sodium, sleeper.mailbox), [sealed])
      if (left.ok) memory.rememberWaybill(sleeper.device.id, leadsTo(epoch, sleeper))
    }
  })

  function look(): void {
    if (stopped || timer !== null) return
    const epoch = epochToLeaveFor(core.chain.state.read(), core.device.id)
    if (epoch === null || waiting(epoch).length === 0) return
    timer = setTimeout(() => {
      timer = null
      void leave()
    }, patience)
  }

  return {
    look,
    forget() {
      tried.clear()
      memory.forgetWaybills()
      look()
    },
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
