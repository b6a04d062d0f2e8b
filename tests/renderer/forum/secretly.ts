import {
  decodeDevice,
  deriveEpochKeys,
  deviceKeyAt,
  type DeviceState,
  type EnvelopeHeader,
  mailboxKeys,
  openEnvelope,
  openPrivate,
  type PrivateLife,
  sealPrivate,
} from '#crypto'
import {
  decodePrivateBody,
  encodePrivateBody,
  type PrivateBody,
} from '#renderer/data/forum/private/body.ts'
import { sealingPairs } from '#renderer/data/forum/keys/sealingKeys.ts'
import { connectRelay } from '#renderer/data/relay/index.ts'
import type { EntryId, IncarnationId } from '#shared/ids.ts'
import { createLine } from './edge.ts'
import { chainOf, heldBy } from './offline.ts'
import { type Computer, sodiumOnce, value, type World } from './world.ts'

/** A member's private messages, with the app closed: everything by hand, and under real keys. */
export interface ByHand {
  /** Everything that lies in the mailbox of the newest keys held. */
  blobs(): readonly Uint8Array[]
  /** All private messages there that this computer can open. */
  heard(): readonly PrivateBody[]
  /** Seals a message to a device as it stands in this computer's chain, and puts it there. */
  say(to: DeviceState, life: PrivateLife, body: PrivateBody): Promise<Uint8Array>
  /** Puts anything there. */
  put(bytes: Uint8Array): Promise<void>
}

/** Takes over what a computer knows, whose app is closed. */
export async function byHand(world: World, computer: Computer): Promise<ByHand> {
  const sodium = await sodiumOnce()
  const held = heldBy(computer)
  const device = value(decodeDevice(sodium, held.device))
  const state = await chainOf(computer)
  const newest = held.epochs.find(({ epochId }) => epochId === state.currentEpoch)
  if (newest === undefined) throw new Error('A member holds keys')
  const { scope, epochId, key } = newest
  const keys = deriveEpochKeys(sodium, { forum: held.forum, scope, epochId, epochKey: key })
  const relay = connectRelay({ url: world.urlOf(createLine()), sodium })
  const blobs: Uint8Array[] = []
  const mailbox = relay.openMailbox(mailboxKeys(sodium, keys), {
    from: 0,
    onBlob: (_cursor, bytes) => void blobs.push(bytes),
  })
  // 16 bytes, as an incarnation's are.
  const incarnation = 'cd'.repeat(16) as IncarnationId
  let seq = 0
  const put = async (bytes: Uint8Array) => void value(await mailbox.append(bytes))
  return {
    blobs: () => blobs,
    heard: () =>
      blobs.flatMap((bytes) => {
        const opened = openEnvelope(sodium, [keys], deviceKeyAt(state), bytes)
        if (!opened.ok || opened.value.header.kind !== 'private') return []
        const read = openPrivate(sodium, opened.value, device.id, sealingPairs(sodium, held))
        const body = read.ok && read.value !== null ? decodePrivateBody(read.value.body) : null
        return body?.ok === true ? [body.value] : []
      }),
    async say(to, life, body) {
      const header: EnvelopeHeader & { readonly kind: 'private' } = {
        kind: 'private',
        format: 1,
        forum: held.forum,
        scope,
        document: 'private',
        epochId,
        device: device.id,
        incarnation,
        seq: ++seq,
        prev: null,
        // An epoch's id is the id of the entry that opened it.
        chainHeads: [epochId as string as EntryId],
        deps: [],
      }
      const { secretKey } = device.signing
      const message = { life, body: encodePrivateBody(body) }
      const sealed = value(sealPrivate(sodium, keys, secretKey, header, [to], message))
      await put(sealed.bytes)
      return sealed.bytes
    },
    put,
  }
}
