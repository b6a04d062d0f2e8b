import type { DeviceId } from '#shared/ids.ts'
import type { Entry, ForumState } from '../membership/types.ts'

/**
 * The public halves of this device's older X-Wing keys whose secrets can be erased, because no
 * `epoch.open` sealed to them can still win: every other active device that may write has an entry
 * which knows a newer key (its later entries then know it too), and every latest open that covers
 * this device either knows that key or has been acknowledged. Until a device that sleeps has written
 * again, or was revoked, the old secret has to stay.
 */
export function erasableSealingKeys(state: ForumState, device: DeviceId): readonly Uint8Array[] {
  const { dag } = state
  const keys: { readonly key: Uint8Array; readonly since: Entry }[] = []
  const enrolled = state.devices.get(device)
  const first = enrolled && dag.entry(enrolled.admittedBy)
  const firstKey = first && enrolmentKey(first)
  if (first === undefined || firstKey === undefined) return []
  keys.push({ key: firstKey, since: first })
  for (const entry of dag.entriesOf(device)) {
    if (entry.body.type !== 'epoch.ack' || state.refused.has(entry.id)) continue
    keys.push({ key: entry.body.sealingKey, since: entry })
  }
  const newestKnown = keys.map(({ since }) => isKnownToAll(state, device, since)).lastIndexOf(true)
  return keys.slice(0, Math.max(0, newestKnown)).map(({ key }) => key)
}

function isKnownToAll(state: ForumState, own: DeviceId, since: Entry): boolean {
  const { dag } = state
  const others = [...state.devices.keys()].filter(
    (device) => device !== own && !state.suspended.has(device),
  )
  const allKnow = others.every((device) => {
    const last = dag.entriesOf(device).at(-1)
    return last !== undefined && dag.includes(last.id, since.id)
  })
  const latestOpens = [...(dag.viewAt(state.heads)?.latestOpens.values() ?? [])].flat()
  return (
    allKnow &&
    latestOpens.every((open) => {
      if (!open.devices.has(own) || dag.includes(open.entry, since.id)) return true
      return state.acknowledged.get(open.id)?.has(own) === true
    })
  )
}

function enrolmentKey({ body }: Entry): Uint8Array | undefined {
  if (body.type === 'genesis') return body.sealingKey
  return 'device' in body && typeof body.device === 'object' ? body.device.sealingKey : undefined
}
