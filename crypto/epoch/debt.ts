import { encode } from '#shared/codec/index.ts'
import { fromHex, toHex } from '#shared/ids.ts'
import type { DeviceId } from '#shared/ids.ts'
import { labelledHash } from '../derive.ts'
import { scopeState } from '../membership/scopeState.ts'
import type { ForumState } from '../membership/types.ts'
import type { Sodium } from '../sodium.ts'

/**
 * The devices that can pay what is owed in a scope, in the order in which they wait: each rank times
 * three seconds, and stops on seeing a new epoch. The order is that of BLAKE2b-256 over the debt and
 * the device, so that it differs from debt to debt and nobody needs to agree on it. Empty when
 * nothing is owed.
 */
export function debtOrder(sodium: Sodium, state: ForumState, scope: string): readonly DeviceId[] {
  const { devices, rotationOwed } = scopeState(state, scope)
  if (!rotationOwed) return []
  const latest = state.dag.viewAt(state.heads)?.latestOpens.get(scope) ?? []
  const debt = encode((writer) => {
    writer.hex(state.forum)
    writer.text(scope)
    writer.list(latest.map(({ id }) => id).sort(), writer.hex)
    writer.list([...devices].sort(), writer.hex)
  }, 2048)
  const ranked = [...devices]
    .filter((device) => !state.suspended.has(device))
    .map((device) => ({
      device,
      rank: toHex(labelledHash(sodium, 'SR1/debt', [debt, fromHex(device)])),
    }))
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ device }) => device)
}
