import {
  createReturnCode,
  type Entry,
  openWaybill,
  parseReturnCode,
  returnCodeMailbox,
  sealWaybill,
} from '#crypto'
import { fail, ok } from '#shared/result.ts'
import type { RelayLink } from '../../relay/index.ts'
import type { Core } from '../core.ts'
import type { Forum } from '../types.ts'
import { fetchBundle } from './fetchBundle.ts'
import { leaveBlobs } from './leaveBlobs.ts'
import { leaveBundle } from './leaveBundle.ts'
import { readToEnd } from './readToEnd.ts'
import { sealingPairs } from './sealingKeys.ts'

/** What return codes need. */
export interface ReturnCodeSources {
  readonly core: Core
  readonly relay: RelayLink
  readonly relayUrl: string
  /** The relay's address as others reach it. */
  readonly relayForOthers: () => string
  /** These entries were new. */
  readonly onEntries: (added: readonly Entry[]) => Promise<void>
}

const seedBytes = 16

/**
 * Codes that lead a computer back whose own mailbox is lost, or which knows another relay: a waybill,
 * as `postWaybills.ts` leaves it, in a mailbox that the code leads to. Making one fails as
 * `device-not-active`, `epoch-unknown` (new keys are being made: try again), or as the relay does;
 * using one as `return-code-malformed`, `return-code-empty`, or as relay and disk do.
 */
export function createReturnCodes(
  sources: ReturnCodeSources,
): Pick<Forum, 'makeReturnCode' | 'useReturnCode'> {
  const { core, relay } = sources
  const { sodium, chain } = core

  return {
    async makeReturnCode(id) {
      // What waits for the relay would wait with its person.
      if (relay.status().state !== 'connected') return fail('relay-unreachable')
      const state = chain.state.read()
      const device = state.devices.get(id)
      if (device === undefined) return fail('device-not-active')
      const { currentEpoch } = state
      const epoch = currentEpoch === null ? undefined : state.epochs.get(currentEpoch)
      if (epoch === undefined || !epoch.devices.has(id)) return fail('epoch-unknown')
      const seed = sodium.random(seedBytes)
      const code = createReturnCode(sodium, { seed, relay: sources.relayForOthers() })
      if (!code.ok) return code
      const waybill = await leaveBundle(core, relay, epoch, [{ device }])
      if (!waybill.ok) return waybill
      const sealed = sealWaybill(sodium, state.forum, device, waybill.value)
      const left = await leaveBlobs(relay, returnCodeMailbox(sodium, { seed }), [sealed])
      return left.ok ? code : left
    },

    async useReturnCode(typed) {
      const code = parseReturnCode(sodium, typed)
      if (!code.ok) return code
      const lies = code.value.relay
      if (lies !== sources.relayUrl) return ok({ led: 'elsewhere', relay: lies })
      const found = await readToEnd(relay, returnCodeMailbox(sodium, code.value))
      if (!found.ok) return found
      const { forum } = core.held()
      const pairs = sealingPairs(sodium, core.held())
      for (const bytes of found.value) {
        const waybill = openWaybill(sodium, forum, core.device.id, pairs, bytes)
        if (!waybill.ok) continue
        const isStopped = () => relay.status().state === 'closed'
        const entries = await fetchBundle({ sodium, relay, forum, isStopped }, waybill.value)
        if (!entries.ok)
          return entries.failure.code === 'not-found' ? fail('return-code-empty') : entries
        const taken = await chain.add(entries.value)
        if (!taken.ok) return taken
        if (taken.value.added.length > 0) await sources.onEntries(taken.value.added)
        return ok({ led: 'back' })
      }
      return fail('return-code-empty')
    },
  }
}
