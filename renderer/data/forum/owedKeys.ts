import { type Entry, openEpoch } from '#crypto'
import { ok, type Result } from '#shared/result.ts'
import type { Core } from './core.ts'

/**
 * Entries, and after them an opening of new keys for each scope that owes them once they hold and
 * that this device is in. They are made together, so that nobody sees the one without the other; a
 * crash before they are stored leaves nothing, and a debt that is left all the same is in the chain
 * for everybody to pay.
 */
export function withOwedKeys(
  { sodium, chain, device }: Core,
  entries: readonly Entry[],
  clock: number,
): Result<readonly Entry[]> {
  const made = [...entries]
  for (;;) {
    const state = made.length === 0 ? chain.state.read() : chain.preview(made)
    const owing = [...state.scopes.values()].find(
      ({ rotationOwed, devices }) => rotationOwed && devices.has(device.id),
    )
    if (owing === undefined) return ok(made)
    const opening = openEpoch(sodium, state, device, { clock, scope: owing.scope })
    if (!opening.ok) return opening
    made.push(opening.value)
  }
}
