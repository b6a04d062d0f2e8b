import type { Reader } from '#shared/codec/index.ts'
import type { DeviceId, EntryId, EpochId, MemberId } from '#shared/ids.ts'
import { deviceId } from '../device.ts'
import { maxDocumentBytes, maxScopeBytes } from '../envelope/limits.ts'
import type { Sodium } from '../sodium.ts'
import type { AdmissionPolicy, DeviceRecord, EntryBody, MemberAdmitBody } from './bodies.ts'
import {
  admissionNumbers,
  guestAdmission,
  guestInvitation,
  moderatorRole,
  typeNumbers,
} from './bodyNumbers.ts'
import { readCutOffs } from './cutOffCodec.ts'
import { boxBytes, maxDevices, sealingKeyBytes } from './limits.ts'

type ReadBody = (sodium: Sodium, reader: Reader) => EntryBody

/** How each number of the wire is read. The brands are given here: the bytes are parsed. */
const readers = new Map<number, ReadBody>([
  [
    typeNumbers.genesis,
    (_, reader) => ({
      type: 'genesis',
      random: reader.fixed(32),
      suite: reader.varint(),
      sealingKey: reader.fixed(sealingKeyBytes),
    }),
  ],
  [typeNumbers['invite.create'], (_, reader) => readInvitation(reader)],
  [
    guestInvitation,
    (_, reader) => ({ ...readInvitation(reader), guest: reader.text(maxScopeBytes) }),
  ],
  [
    typeNumbers['invite.revoke'],
    (_, reader) => ({ type: 'invite.revoke', invitation: readEntryId(reader) }),
  ],
  [typeNumbers['member.admit'], readAdmission],
  [
    guestAdmission,
    (sodium, reader) => ({ ...readAdmission(sodium, reader), guest: reader.text(maxScopeBytes) }),
  ],
  [
    typeNumbers['member.remove'],
    (_, reader) => ({
      type: 'member.remove',
      member: readMemberId(reader),
      cutOffs: readCutOffs(reader),
    }),
  ],
  [
    typeNumbers['member.leave'],
    (_, reader) => ({ type: 'member.leave', cutOffs: readCutOffs(reader) }),
  ],
  [
    typeNumbers['device.add'],
    (sodium, reader) => ({
      type: 'device.add',
      member: readMemberId(reader),
      device: readDevice(sodium, reader),
    }),
  ],
  [typeNumbers['device.revoke'], (_, reader) => readDeviceRevocation(reader)],
  [
    typeNumbers['role.grant'],
    (_, reader) => ({ type: 'role.grant', member: readModerator(reader) }),
  ],
  [
    typeNumbers['role.revoke'],
    (_, reader) => ({
      type: 'role.revoke',
      member: readModerator(reader),
      cutOffs: readCutOffs(reader),
    }),
  ],
  [typeNumbers['epoch.open'], (_, reader) => readOpen(reader)],
  [
    typeNumbers['epoch.grant'],
    (_, reader) => ({
      type: 'epoch.grant',
      epoch: readEpochId(reader),
      device: readDeviceId(reader),
      box: reader.fixed(boxBytes),
    }),
  ],
  [
    typeNumbers['epoch.ack'],
    (_, reader) => ({
      type: 'epoch.ack',
      epoch: readEpochId(reader),
      sealingKey: reader.fixed(sealingKeyBytes),
      mailbox: reader.fixed(32),
    }),
  ],
  [
    typeNumbers['handoff.offer'],
    (_, reader) => ({
      type: 'handoff.offer',
      successor: readMemberId(reader),
      packageHash: reader.fixed(32),
    }),
  ],
  [
    typeNumbers['handoff.accept'],
    (_, reader) => ({
      type: 'handoff.accept',
      offer: readEntryId(reader),
      cutOffs: readCutOffs(reader),
    }),
  ],
  [
    typeNumbers['handoff.decline'],
    (_, reader) => ({ type: 'handoff.decline', offer: readEntryId(reader) }),
  ],
  [typeNumbers['policy.set'], (_, reader) => readPolicy(reader)],
  [
    typeNumbers['snapshot.attest'],
    (_, reader) => ({
      type: 'snapshot.attest',
      scope: reader.text(maxScopeBytes),
      document: reader.text(maxDocumentBytes),
      snapshot: reader.fixed(32),
    }),
  ],
  [
    typeNumbers['recovery.set'],
    (_, reader) => ({ type: 'recovery.set', recoveryKey: reader.fixed(32) }),
  ],
  [
    typeNumbers['recovery.use'],
    (sodium, reader) => ({
      type: 'recovery.use',
      member: readMemberId(reader),
      device: readDevice(sodium, reader),
      proof: reader.optional(() => ({
        recoveryKey: reader.fixed(32),
        signature: reader.fixed(64),
      })),
    }),
  ],
  [typeNumbers.objection, (_, reader) => ({ type: 'objection', act: readEntryId(reader) })],
])

/** Reads what `writeBody` wrote. */
export function readBody(sodium: Sodium, reader: Reader): EntryBody {
  const read = readers.get(reader.u8())
  return reader.present(read, 'unknown type of entry')(sodium, reader)
}

const readEntryId = (reader: Reader) => reader.hex(32) as EntryId
const readEpochId = (reader: Reader) => reader.hex(32) as EpochId
const readDeviceId = (reader: Reader) => reader.hex(32) as DeviceId
const readMemberId = (reader: Reader) => reader.hex(16) as MemberId

function readInvitation(reader: Reader) {
  return {
    type: 'invite.create' as const,
    roomKey: reader.fixed(32),
    proofKey: reader.fixed(32),
    expiresAt: reader.varint(),
  }
}

function readDevice(sodium: Sodium, reader: Reader): DeviceRecord {
  const signingKey = reader.fixed(32)
  return {
    id: deviceId(sodium, signingKey),
    signingKey,
    sealingKey: reader.fixed(sealingKeyBytes),
    selfSignature: reader.fixed(64),
  }
}

function readAdmission(sodium: Sodium, reader: Reader): MemberAdmitBody {
  return {
    type: 'member.admit',
    invitation: readEntryId(reader),
    proofKey: reader.fixed(32),
    device: readDevice(sodium, reader),
    transcript: reader.fixed(32),
    proof: reader.fixed(64),
  }
}

function readModerator(reader: Reader): MemberId {
  reader.require(reader.u8() === moderatorRole, 'unknown role')
  return readMemberId(reader)
}

function readDeviceRevocation(reader: Reader): EntryBody {
  const device = readDeviceId(reader)
  const evidence = reader.optional((): [EntryId, EntryId] => [
    readEntryId(reader),
    readEntryId(reader),
  ])
  reader.require(evidence === null || evidence[0] < evidence[1], 'evidence not sorted')
  return { type: 'device.revoke', device, evidence, cutOffs: readCutOffs(reader) }
}

function readPolicy(reader: Reader): EntryBody {
  const suite = reader.varint()
  const number = reader.u8()
  const admission = (['one', 'two'] as const satisfies readonly AdmissionPolicy[]).find(
    (each) => admissionNumbers[each] === number,
  )
  return {
    type: 'policy.set',
    suite,
    admission: reader.present(admission, 'unknown policy of admission'),
    document: reader.optional(() => reader.fixed(32)),
  }
}

function readOpen(reader: Reader): EntryBody {
  const scope = reader.text(maxScopeBytes)
  const devices = reader.list(maxDevices, () => readDeviceId(reader))
  const sorted = devices.every((id, at) => at === 0 || (devices[at - 1] ?? '') < id)
  reader.require(sorted, 'devices not sorted')
  const keyCheck = reader.fixed(32)
  const boxes = Array.from({ length: maxDevices }, () => reader.fixed(boxBytes))
  return { type: 'epoch.open', scope, devices, keyCheck, boxes }
}
