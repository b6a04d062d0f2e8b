import type { Reader, Writer } from '#shared/codec/index.ts'
import type { DeviceId, EntryId } from '#shared/ids.ts'
import { assertNever } from '#shared/result.ts'
import { deviceId } from '../device.ts'
import { maxScopeBytes } from '../envelope/limits.ts'
import type { Sodium } from '../sodium.ts'
import { boxBytes, maxDevices, sealingKeyBytes } from './limits.ts'
import type { EntryBody, EntryType } from './types.ts'

/** Numbers of the types on the wire. Numbers of later types are kept free, none is reused. */
const typeNumbers: Readonly<Record<EntryType, number>> = {
  genesis: 1,
  'invite.create': 2,
  'invite.revoke': 3,
  'member.admit': 4,
  'epoch.open': 11,
}

/** Writes the type's number and the body's fields in their order. */
export function writeBody(writer: Writer, body: EntryBody): void {
  writer.u8(typeNumbers[body.type])
  switch (body.type) {
    case 'genesis':
      writer.fixed(body.random)
      writer.varint(body.suite)
      writer.fixed(body.sealingKey)
      return
    case 'invite.create':
      writer.fixed(body.roomKey)
      writer.fixed(body.proofKey)
      writer.varint(body.expiresAt)
      return
    case 'invite.revoke':
      writer.hex(body.invitation)
      return
    case 'member.admit':
      writer.hex(body.invitation)
      writer.fixed(body.proofKey)
      writer.fixed(body.device.signingKey)
      writer.fixed(body.device.sealingKey)
      writer.fixed(body.device.selfSignature)
      writer.fixed(body.transcript)
      writer.fixed(body.proof)
      return
    case 'epoch.open':
      writer.text(body.scope)
      writer.list(body.devices, writer.hex)
      writer.fixed(body.keyCheck)
      for (const box of body.boxes) writer.fixed(box)
      return
    default:
      assertNever(body, 'the body of an entry')
  }
}

/** Reads what `writeBody` wrote. The brands are given here: the bytes are parsed. */
export function readBody(sodium: Sodium, reader: Reader): EntryBody {
  const number = reader.u8()
  switch (number) {
    case typeNumbers.genesis:
      return {
        type: 'genesis',
        random: reader.fixed(32),
        suite: reader.varint(),
        sealingKey: reader.fixed(sealingKeyBytes),
      }
    case typeNumbers['invite.create']:
      return {
        type: 'invite.create',
        roomKey: reader.fixed(32),
        proofKey: reader.fixed(32),
        expiresAt: reader.varint(),
      }
    case typeNumbers['invite.revoke']:
      return { type: 'invite.revoke', invitation: reader.hex(32) as EntryId }
    case typeNumbers['member.admit']:
      return readAdmission(sodium, reader)
    case typeNumbers['epoch.open']:
      return readOpen(reader)
    default:
      reader.require(false, 'unknown type of entry')
      throw new Error('Broken invariant: a failed requirement ends the decoding')
  }
}

function readAdmission(sodium: Sodium, reader: Reader): EntryBody {
  const invitation = reader.hex(32) as EntryId
  const proofKey = reader.fixed(32)
  const signingKey = reader.fixed(32)
  return {
    type: 'member.admit',
    invitation,
    proofKey,
    device: {
      id: deviceId(sodium, signingKey),
      signingKey,
      sealingKey: reader.fixed(sealingKeyBytes),
      selfSignature: reader.fixed(64),
    },
    transcript: reader.fixed(32),
    proof: reader.fixed(64),
  }
}

function readOpen(reader: Reader): EntryBody {
  const scope = reader.text(maxScopeBytes)
  const devices = reader.list(maxDevices, () => reader.hex(32) as DeviceId)
  const sorted = devices.every((id, at) => at === 0 || (devices[at - 1] ?? '') < id)
  reader.require(sorted, 'devices not sorted')
  const keyCheck = reader.fixed(32)
  const boxes = Array.from({ length: maxDevices }, () => reader.fixed(boxBytes))
  return { type: 'epoch.open', scope, devices, keyCheck, boxes }
}
