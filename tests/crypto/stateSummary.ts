import type { ForumState } from '#crypto'

/** All that a state says, in a form that can be compared. */
export function summary(state: ForumState) {
  const sorted = <K, V>(map: ReadonlyMap<K, V>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    heads: state.heads,
    members: sorted(state.members),
    devices: sorted(state.devices),
    invitations: sorted(state.invitations),
    epochs: sorted(state.epochs).map(([id, epoch]) => [
      id,
      { ...epoch, devices: [...epoch.devices] },
    ]),
    suspended: [...state.suspended].sort(),
    currentEpoch: state.currentEpoch,
    rotationOwed: state.rotationOwed,
    refused: sorted(state.refused),
    missing: [...state.missing].sort(),
  }
}
