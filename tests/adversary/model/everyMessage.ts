import { createDevice } from '#crypto'
import type { DeviceRecord, EntryBody, EnvelopeHeader, Sodium } from '#crypto'
import type {
  DeviceId,
  EntryId,
  EnvelopeId,
  EpochId,
  ForumId,
  IncarnationId,
  MemberId,
} from '#shared/ids.ts'
import type { ClientFrame, RelayFrame } from '#shared/wire/relay/index.ts'
import type { SyncMessage } from '#shared/wire/sync/index.ts'
import { canonicalBytes } from '../../../crypto/membership/entryCodec.ts'

const id = (digit: string) => digit.repeat(64)
const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte)
const entry = id('e') as EntryId
const epoch = id('c') as EpochId
const forum = id('f') as ForumId
const device = id('d') as DeviceId
const member = 'b'.repeat(32) as MemberId
const incarnation = 'a'.repeat(32) as IncarnationId
const log = { scope: 'forum', document: 'agenda', device, incarnation }
const cutOffs = [{ ...log, seq: 300, id: id('9') as EnvelopeId }]

/** One of each type of entry, as canonical bytes. */
export function everyEntry(sodium: Sodium): Uint8Array[] {
  const { id: newId, signing, sealing } = createDevice(sodium)
  const record: DeviceRecord = {
    id: newId,
    signingKey: signing.publicKey,
    sealingKey: sealing.publicKey,
    selfSignature: filled(64, 7),
  }
  const guest = `session:${'1'.repeat(32)}`
  const genesis: EntryBody = {
    type: 'genesis',
    random: filled(32, 1),
    suite: 1,
    sealingKey: sealing.publicKey,
  }
  const invitation = {
    roomKey: filled(32, 2),
    proofKey: filled(32, 3),
    expiresAt: 1_800_000_000_000,
  }
  const admission = {
    invitation: entry,
    proofKey: filled(32, 3),
    device: record,
    transcript: filled(32, 4),
    proof: filled(64, 5),
  }
  const bodies: readonly EntryBody[] = [
    { type: 'invite.create', ...invitation },
    { type: 'invite.create', ...invitation, guest },
    { type: 'invite.revoke', invitation: entry },
    { type: 'member.admit', ...admission },
    { type: 'member.admit', ...admission, guest },
    { type: 'member.remove', member, cutOffs },
    { type: 'member.leave', cutOffs },
    { type: 'device.add', member, device: record },
    { type: 'device.revoke', device, evidence: [id('1') as EntryId, id('2') as EntryId], cutOffs },
    { type: 'device.revoke', device, evidence: null, cutOffs: [] },
    { type: 'role.grant', member },
    { type: 'role.revoke', member, cutOffs },
    {
      type: 'epoch.open',
      scope: 'forum',
      devices: [id('1') as DeviceId, device],
      keyCheck: filled(32, 6),
      boxes: Array.from({ length: 36 }, (_, at) => filled(1168, at)),
    },
    { type: 'epoch.grant', epoch, device, box: filled(1168, 8) },
    { type: 'epoch.ack', epoch, sealingKey: sealing.publicKey, mailbox: filled(32, 9) },
    { type: 'handoff.offer', successor: member, packageHash: filled(32, 10) },
    { type: 'handoff.accept', offer: entry, cutOffs },
    { type: 'handoff.decline', offer: entry },
    { type: 'policy.set', suite: 1, admission: 'two', document: filled(32, 11) },
    { type: 'snapshot.attest', scope: 'forum', document: 'agenda', snapshot: filled(32, 12) },
    { type: 'recovery.set', recoveryKey: filled(32, 13) },
    {
      type: 'recovery.use',
      member,
      device: record,
      proof: { recoveryKey: filled(32, 13), signature: filled(64, 14) },
    },
    { type: 'recovery.use', member, device: record, proof: null },
    { type: 'objection', act: entry },
  ]
  const coSigner = { device: newId, key: signing.publicKey }
  const first = { seq: 1, prev: null, lamport: 1, clock: 1_767_225_600_000, epoch: null }
  const next = { ...first, seq: 130, prev: entry, lamport: 128, epoch, forum }
  return [
    canonicalBytes(filled(32, 15), { ...first, forum: null, parents: [], body: genesis }),
    ...bodies.map((body, at) =>
      canonicalBytes(filled(32, 15), {
        ...next,
        parents: at % 2 === 0 ? [entry] : [id('1') as EntryId, entry],
        coSigners: at % 3 === 0 ? [coSigner] : [],
        body,
      }),
    ),
  ]
}

/** Headers of each kind of envelope. */
export function everyHeader(): EnvelopeHeader[] {
  const from = { format: 1, forum, epochId: epoch, ...log }
  const heads = { chainHeads: [entry], deps: [] }
  return [
    { ...from, kind: 'update', seq: 1, prev: null, ...heads },
    {
      ...from,
      kind: 'update',
      seq: 200,
      prev: id('9') as EnvelopeId,
      chainHeads: [id('1') as EntryId, entry],
      deps: [id('8') as EnvelopeId],
    },
    { ...from, kind: 'snapshot', seq: 1, prev: null, ...heads },
    { ...from, kind: 'presence', seq: 1, prev: null, ...heads },
    { ...from, kind: 'entry', seq: 1, prev: null, ...heads },
    { ...from, kind: 'private', seq: 1, prev: null, ...heads },
  ]
}

/** One of each message between devices. */
export function everySyncMessage(): SyncMessage[] {
  const bytes = filled(70, 1)
  const logs = [{ log, seq: 300 }]
  const entryIds = [entry]
  return [
    { type: 'hello', entryIds },
    { type: 'vector', logs },
    { type: 'have', entryIds, logs },
    { type: 'askEntries', entryIds },
    { type: 'entries', items: [{ place: 0, bytes }], more: true },
    { type: 'ask', logs: [{ log, seq: 0 }] },
    {
      type: 'page',
      items: [
        { place: 0, seq: 1, bytes },
        { place: 0, seq: 2, bytes },
      ],
      more: false,
    },
    { type: 'live', envelopes: [bytes, bytes] },
    { type: 'liveEntries', entries: [bytes] },
    { type: 'presence', bytes },
  ]
}

const place = { request: 77, box: 3 }
const blob = { cursor: 900, bytes: filled(90, 2) }

/** One of each frame that a client sends. */
export function everyClientFrame(): ClientFrame[] {
  return [
    { type: 'open', ...place, publicKey: filled(32, 1), signature: filled(64, 2) },
    { type: 'append', ...place, id: '5'.repeat(32), blob: filled(90, 2) },
    { type: 'read', ...place, after: 899, limitBytes: 65_536 },
    { type: 'inspect', ...place },
    { type: 'close', box: 3 },
    { type: 'ping', request: 77 },
  ]
}

/** One of each frame that a relay sends. */
export function everyRelayFrame(): RelayFrame[] {
  const request = 77
  const empty = { count: 0, bytes: 0, firstAt: null, lastAt: null, newest: null }
  return [
    { type: 'challenge', version: 1, challenge: filled(32, 3) },
    { type: 'opened', request, newest: 900 },
    { type: 'appended', request, cursor: 900 },
    { type: 'page', request, blobs: [blob, { ...blob, cursor: 901 }], more: true },
    { type: 'pushed', box: 3, blob },
    { type: 'inspected', request, inspection: empty },
    {
      type: 'inspected',
      request,
      inspection: { count: 1, bytes: 90, firstAt: 1, lastAt: 2, newest: blob },
    },
    { type: 'refused', request, code: 'mailbox-full' },
    { type: 'pong', request },
  ]
}
