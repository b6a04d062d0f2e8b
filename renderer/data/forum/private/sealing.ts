import { type EnvelopeHeader, type PrivateLife, sealPrivate } from '#crypto'
import type { DeviceId, MemberId } from '#shared/ids.ts'
import { fail, ok, type Result } from '#shared/result.ts'
import { toHex } from '#shared/ids.ts'
import type { Core } from '../core.ts'
import { encodePrivateBody, type PrivateBody } from './body.ts'

/** The document name and format that private envelopes carry. */
export const privateDocument = 'private'
export const privateFormat = 1

const mostHeads = 16

/** A device of a member, with the newest key that it acknowledged. */
export interface Recipient {
  readonly id: DeviceId
  readonly sealingKey: Uint8Array
}

/** Where messages to a member go now: all devices that are in. */
export function recipientsOf({ chain }: Core, member: MemberId): readonly Recipient[] {
  const state = chain.state.read()
  const devices = state.members.get(member)?.devices ?? []
  return devices.flatMap((id) => {
    const sealingKey = state.devices.get(id)?.sealingKey
    return sealingKey === undefined ? [] : [{ id, sealingKey }]
  })
}

/** Changes with the devices of a member and with their keys: then what was sealed is sealed anew. */
export function fingerprintOf(recipients: readonly Recipient[]): string {
  return recipients.map(({ id, sealingKey }) => `${id} ${toHex(sealingKey.slice(0, 16))}`).join()
}

/** Seals private messages, each under the keys that are current and with a place of its own. */
export function createSealing(core: Core) {
  const incarnation = core.newIncarnation()
  let seq = 0
  return (
    recipients: readonly Recipient[],
    life: PrivateLife,
    body: PrivateBody,
  ): Result<Uint8Array> => {
    const keys = core.currentKeys(core.homeScope)
    if (keys === null) return fail('epoch-unknown')
    const header: EnvelopeHeader & { readonly kind: 'private' } = {
      kind: 'private',
      format: privateFormat,
      forum: core.chain.state.read().forum,
      scope: keys.scope,
      document: privateDocument,
      epochId: keys.epochId,
      device: core.device.id,
      incarnation,
      seq: ++seq,
      prev: null,
      chainHeads: core.chain.state.read().heads.slice(0, mostHeads),
      deps: [],
    }
    const message = { life, body: encodePrivateBody(body) }
    const { sodium, device } = core
    const sealed = sealPrivate(sodium, keys, device.signing.secretKey, header, recipients, message)
    return sealed.ok ? ok(sealed.value.bytes) : sealed
  }
}

/** Seals one message. */
export type SealPrivate = ReturnType<typeof createSealing>
