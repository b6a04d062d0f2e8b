import type { EpochId } from '#shared/ids.ts'
import type { Applying } from './applying.ts'
import type { EpochAckBody, EpochGrantBody, EpochOpenBody } from './bodies.ts'
import type { Entry, EpochState } from './types.ts'
import { withItems, withValue } from './view.ts'
import type { DraftView } from './view.ts'

/** What an entry about keys changes. A grant changes nothing: it is read by whom it is for. */
export function applyEpoch(
  on: Pick<Applying, 'includes'>,
  view: DraftView,
  entry: Entry,
  body: EpochOpenBody | EpochAckBody | EpochGrantBody,
): void {
  if (body.type === 'epoch.open') open(on, view, entry, body)
  if (body.type === 'epoch.ack') acknowledgeKey(view, entry, body)
}

function open(
  { includes }: Pick<Applying, 'includes'>,
  view: DraftView,
  entry: Entry,
  body: EpochOpenBody,
): void {
  const epoch: EpochState = {
    // An epoch's id is the id of the entry that opens it.
    id: entry.id as string as EpochId,
    entry: entry.id,
    scope: body.scope,
    devices: new Set(body.devices),
    opener: entry.author,
    lamport: entry.lamport,
  }
  view.epochs = withValue(view.epochs, epoch.id, epoch)
  const latest = view.latestOpens.get(body.scope) ?? []
  const beside = latest.filter((other) => !includes(entry.id, other.entry))
  view.latestOpens = withValue(view.latestOpens, body.scope, [...beside, epoch])
}

/** A device's entries are a chain, so the last applied is its newest. */
function acknowledgeKey(view: DraftView, entry: Entry, body: EpochAckBody): void {
  const { sealingKey, mailbox } = body
  const acknowledged = withItems(view.acknowledged.get(body.epoch), [entry.author])
  view.acknowledged = withValue(view.acknowledged, body.epoch, acknowledged)
  const device = view.devices.get(entry.author)
  if (device === undefined) return
  view.devices = withValue(view.devices, entry.author, { ...device, sealingKey, mailbox })
}
