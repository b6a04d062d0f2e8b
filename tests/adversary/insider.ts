import {
  derivedClientId,
  deriveEpochKeys,
  mailboxKeys,
  sealEnvelope,
  type DeviceSecrets,
  type EnvelopeHeader,
} from '#crypto'
import { connectRelay } from '#renderer/data/relay/index.ts'
import type { EntryId, EnvelopeId, IncarnationId } from '#shared/ids.ts'
import { createLine } from '../renderer/forum/edge.ts'
import { heldBy, secretsOf } from '../renderer/forum/offline.ts'
import { type Computer, sodiumOnce, value, type World } from '../renderer/forum/world.ts'

/** A member whose changed program seals what it likes, with real keys, into one log of the parking lot. */
export interface Insider {
  readonly device: DeviceSecrets
  readonly incarnation: IncarnationId
  /** The Yjs client that this log writes as. */
  readonly clientId: number
  /** Seals the next envelope of the log and leaves it in the mailbox; `signedBy` for a false author. */
  post(
    payload: Uint8Array,
    changes?: Partial<EnvelopeHeader>,
    signedBy?: DeviceSecrets,
  ): Promise<EnvelopeId>
  /** Leaves any bytes in the mailbox. */
  leave(bytes: Uint8Array): Promise<void>
}

/** Takes over what a member's computer knows, beside its running app. */
export async function turnInsider(world: World, computer: Computer): Promise<Insider> {
  const sodium = await sodiumOnce()
  const { forum, epochs } = heldBy(computer)
  const device = await secretsOf(computer)
  const newest = epochs.at(-1)
  if (newest === undefined) throw new Error('A member holds keys')
  const { scope, epochId, key } = newest
  const keys = deriveEpochKeys(sodium, { forum, scope, epochId, epochKey: key })
  const relay = connectRelay({ url: world.urlOf(createLine()), sodium })
  const mailbox = relay.openMailbox(mailboxKeys(sodium, keys), { from: 0, onBlob: () => undefined })
  const incarnation = 'ab'.repeat(16) as IncarnationId // 16 bytes
  const document = 'parking-lot'
  let seq = 0
  let prev: EnvelopeId | null = null

  async function leave(bytes: Uint8Array): Promise<void> {
    value(await mailbox.append(bytes))
  }

  return {
    device,
    incarnation,
    clientId: derivedClientId(sodium, device.id, incarnation, document),
    leave,
    async post(payload, changes = {}, signedBy = device) {
      const header: EnvelopeHeader = {
        kind: 'update',
        format: 1,
        forum,
        scope,
        document,
        epochId,
        device: device.id,
        incarnation,
        seq: seq + 1,
        prev,
        // An epoch's id is the id of the entry that opened it.
        chainHeads: [epochId as string as EntryId],
        deps: [],
        ...changes,
      }
      const { secretKey } = signedBy.signing
      const sealed = value(sealEnvelope(sodium, keys, secretKey, header, payload))
      await leave(sealed.bytes)
      if (header.device === device.id && header.document === document) {
        seq += 1
        prev = sealed.id
      }
      return sealed.id
    },
  }
}
