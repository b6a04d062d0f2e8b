import {
  decodeDevice,
  deriveEpochKeys,
  type EnvelopeHeader,
  type EpochKeys,
  mailboxKeys,
  sealEnvelope,
} from '#crypto'
import { type LogHead, openSealedLog } from '#renderer/data/log/index.ts'
import type { HeldForum } from '#renderer/data/profile/index.ts'
import { connectRelay } from '#renderer/data/relay/index.ts'
import type { DeviceId, EntryId, IncarnationId } from '#shared/ids.ts'
import { createLine } from './edge.ts'
import { type Computer, sodiumOnce, value, type World } from './world.ts'

/** A member who follows no rule but holds real keys. */
export interface Hostile {
  readonly keys: EpochKeys
  /** Seals anything under the newest epoch's keys and puts it into its mailbox. */
  post(
    header: Pick<EnvelopeHeader, 'kind' | 'format' | 'document' | 'seq' | 'prev'>,
    payload: Uint8Array,
  ): Promise<void>
  /** What this member's computer holds of a document. */
  heads(document: string): Promise<readonly LogHead[]>
}

/** Takes over what a member's computer knows. */
export async function turnHostile(world: World, computer: Computer): Promise<Hostile> {
  const sodium = await sodiumOnce()
  const held = heldBy(computer)
  const device = value(decodeDevice(sodium, held.device))
  const newest = held.epochs.at(-1)
  if (newest === undefined) throw new Error('A member holds keys')
  const { scope, epochId, key } = newest
  const keys = deriveEpochKeys(sodium, { forum: held.forum, scope, epochId, epochKey: key })
  const relay = connectRelay({ url: world.urlOf(createLine()), sodium })
  const mailbox = relay.openMailbox(mailboxKeys(sodium, keys), { from: 0, onBlob: () => undefined })
  const incarnation = 'ab'.repeat(16) as IncarnationId // 16 bytes
  return {
    keys,
    async post(header, payload) {
      const complete: EnvelopeHeader = {
        ...header,
        forum: held.forum,
        scope,
        epochId,
        device: device.id,
        incarnation,
        // An epoch's id is the id of the entry that opened it.
        chainHeads: [epochId as string as EntryId],
        deps: [],
      }
      const sealed = sealEnvelope(sodium, keys, device.signing.secretKey, complete, payload)
      value(await mailbox.append(value(sealed).bytes))
    },
    async heads(document) {
      const log = value(
        await openSealedLog({
          name: held.database.name,
          rowKey: held.database.rowKey,
          sodium,
          expect: 'existing',
        }),
      )
      const heads = log.heads('forum', document)
      await log.close()
      return heads
    },
  }
}

/** The device of a computer. */
export async function deviceOf(computer: Computer): Promise<DeviceId> {
  return value(decodeDevice(await sodiumOnce(), heldBy(computer).device)).id
}

function heldBy(computer: Computer): HeldForum {
  const { forum } = computer.vault
  if (forum === null) throw new Error('The vault holds a forum')
  return forum
}
