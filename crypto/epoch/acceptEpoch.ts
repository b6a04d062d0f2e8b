import { equalBytes } from '#shared/codec/index.ts'
import type { EntryId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import type { DeviceSecrets } from '../device.ts'
import type { ForumState } from '../membership/types.ts'
import type { KeyPair, Sodium } from '../sodium.ts'
import { epochKeyOf, keyCheckOf, makeBoxes, openBox } from './boxes.ts'
import type { OpenContext, Recipient } from './boxes.ts'
import { openGrantBox } from './grant.ts'

/**
 * The key of an epoch, from one's own box, after making every box again and comparing all bytes:
 * whoever is named can read, and nobody got another key. `epoch` names an `epoch.open` that the
 * reducer authorised. `sealing`: every X-Wing pair that this device still has, in any order.
 *
 * Fails as `epoch-unknown` (no such entry here), `epoch-coverage-wrong` (refused, or its set is not
 * the active devices), `device-unknown` (this device is not in it), `sealing-key-missing` (sealed to
 * a key that was erased: ask for a grant), `epoch-box-wrong` or `key-check-mismatch` (made wrongly:
 * show the opener's name, never use the key, ask for a grant).
 */
export function acceptEpoch(
  sodium: Sodium,
  state: ForumState,
  epoch: EntryId,
  device: DeviceSecrets,
  sealing: readonly KeyPair[] = [device.sealing],
): Result<{ readonly epochKey: Uint8Array }> {
  const entry = state.dag.entry(epoch)
  const body = entry?.body
  if (entry === undefined || body?.type !== 'epoch.open') {
    const refused = state.refused.get(epoch)
    return refused === undefined ? fail('epoch-unknown') : fail(refused)
  }
  const at = body.devices.indexOf(device.id)
  const box = body.boxes[at]
  if (box === undefined) return fail('device-unknown')
  const past = state.dag.viewAt(entry.parents)
  const recipients: Recipient[] = []
  for (const id of body.devices) {
    const known = past?.devices.get(id)
    if (known === undefined) return fail('epoch-coverage-wrong')
    recipients.push({ id, sealingKey: known.sealingKey })
  }
  const own = recipients[at]
  if (own === undefined) return fail('device-unknown')
  const pair = sealing.find(({ publicKey }) => equalBytes(publicKey, own.sealingKey))
  if (pair === undefined) return fail('sealing-key-missing')

  const context: OpenContext = {
    forum: state.forum,
    scope: body.scope,
    parents: entry.parents,
    opener: entry.author,
  }
  const root = openBox(sodium, context, own, pair.secretKey, box)
  if (root === null) return fail('epoch-box-wrong', `opener ${entry.author}`)
  const epochKey = epochKeyOf(sodium, context, root)
  const boxes = makeBoxes(sodium, context, root, recipients)
  sodium.erase(root)
  if (!sodium.equal(keyCheckOf(sodium, context, epochKey), body.keyCheck)) {
    return fail('key-check-mismatch', `opener ${entry.author}`)
  }
  const allMatch = boxes?.every((made, index) => {
    const given = body.boxes[index]
    return given !== undefined && equalBytes(made, given)
  })
  if (allMatch !== true) {
    sodium.erase(epochKey)
    return fail('epoch-box-wrong', `opener ${entry.author}`)
  }
  return ok({ epochKey })
}

/**
 * The key of an epoch from a grant to this device, held against the epoch's own key check: so a
 * granter can refuse, but not hand out another key. Fails as `epoch-unknown`, `device-unknown`,
 * `sealing-key-missing`, `epoch-box-wrong` or `key-check-mismatch`.
 */
export function acceptGrant(
  sodium: Sodium,
  state: ForumState,
  grant: EntryId,
  device: DeviceSecrets,
  sealing: readonly KeyPair[] = [device.sealing],
): Result<{ readonly epochKey: Uint8Array }> {
  const entry = state.dag.entry(grant)
  const body = entry?.body
  if (entry === undefined || body?.type !== 'epoch.grant') return fail('epoch-unknown')
  if (body.device !== device.id) return fail('device-unknown')
  const epoch = state.epochs.get(body.epoch)
  const open = epoch && state.dag.entry(epoch.entry)
  if (open?.body.type !== 'epoch.open') return fail('epoch-unknown')
  const own = state.dag.viewAt(entry.parents)?.devices.get(device.id)
  const pair = own && sealing.find(({ publicKey }) => equalBytes(publicKey, own.sealingKey))
  if (own === undefined || pair === undefined) return fail('sealing-key-missing')
  const { forum } = state
  const { scope, keyCheck } = open.body
  const context = { forum, scope, epoch: body.epoch, granter: entry.author }
  const epochKey = openGrantBox(sodium, context, device.id, pair, body.box)
  if (epochKey === null) return fail('epoch-box-wrong', `granter ${entry.author}`)
  const opened: OpenContext = { forum, scope, parents: open.parents, opener: open.author }
  if (!sodium.equal(keyCheckOf(sodium, opened, epochKey), keyCheck)) {
    return fail('key-check-mismatch', `granter ${entry.author}`)
  }
  return ok({ epochKey })
}
