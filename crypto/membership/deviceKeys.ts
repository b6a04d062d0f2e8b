import type { DeviceId, EntryId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceKeyResolver } from '../envelope/open.ts'
import { devicesOf } from './scopes.ts'
import type { ForumState } from './types.ts'

/**
 * Resolves a device to its signing key as of the heads that an envelope names: `entry-parent-unknown`
 * when the chain is not that far (keep the envelope and try again), `device-not-active` otherwise.
 * With a scope, the device must also be inside it at those heads.
 */
export function deviceKeyAt(state: ForumState, scope?: string): DeviceKeyResolver {
  // Thousands of envelopes name the same device and heads: each such pair is looked up once.
  const known = new Map<DeviceId, Map<string, Result<Uint8Array>>>()
  return (device, chainHeads) => {
    const [only] = chainHeads
    const key = chainHeads.length === 1 && only !== undefined ? only : chainHeads.join(' ')
    const ofDevice = known.get(device) ?? new Map<string, Result<Uint8Array>>()
    const found = ofDevice.get(key)
    if (found !== undefined) return found
    const resolved = resolveDevice(state, scope, device, chainHeads)
    // What is not found is not kept, nor more than so many: a sender must not fill memory.
    if (resolved.ok && ofDevice.size < 1000) known.set(device, ofDevice.set(key, resolved))
    return resolved
  }
}

function resolveDevice(
  state: ForumState,
  scope: string | undefined,
  device: DeviceId,
  chainHeads: readonly EntryId[],
): Result<Uint8Array> {
  const view = state.dag.viewAt(chainHeads)
  if (view === undefined) return fail('entry-parent-unknown')
  const known = view.devices.get(device)
  const isInside = scope === undefined || devicesOf(view, scope).has(device)
  return known === undefined || !isInside ? fail('device-not-active') : ok(known.signingKey)
}

/** Whether `newer` heads know everything that `older` heads know: heads along a log only go forward. */
export function headsDescend(
  state: ForumState,
  newer: readonly EntryId[],
  older: readonly EntryId[],
): boolean {
  return older.every((old) => newer.some((head) => state.dag.includes(head, old)))
}
