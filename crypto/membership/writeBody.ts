import type { Writer } from '#shared/codec/index.ts'
import { assertNever } from '#shared/result.ts'
import type { DeviceRecord, EntryBody } from './bodies.ts'
import { admissionNumbers, moderatorRole, numberOf } from './bodyNumbers.ts'
import { writeCutOffs } from './cutOffCodec.ts'

/** Writes the type's number and the body's fields in their order. */
export function writeBody(writer: Writer, body: EntryBody): void {
  writer.u8(numberOf(body))
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
      if (body.guest !== undefined) writer.text(body.guest)
      return
    case 'invite.revoke':
      writer.hex(body.invitation)
      return
    case 'member.admit':
      writer.hex(body.invitation)
      writer.fixed(body.proofKey)
      writeDevice(writer, body.device)
      writer.fixed(body.transcript)
      writer.fixed(body.proof)
      if (body.guest !== undefined) writer.text(body.guest)
      return
    case 'member.remove':
      writer.hex(body.member)
      writeCutOffs(writer, body.cutOffs)
      return
    case 'member.leave':
      writeCutOffs(writer, body.cutOffs)
      return
    case 'device.add':
      writer.hex(body.member)
      writeDevice(writer, body.device)
      return
    case 'device.revoke':
      writer.hex(body.device)
      writer.optional(body.evidence, (both) => {
        writer.hex(both[0])
        writer.hex(both[1])
      })
      writeCutOffs(writer, body.cutOffs)
      return
    case 'role.grant':
      writer.u8(moderatorRole)
      writer.hex(body.member)
      return
    case 'role.revoke':
      writer.u8(moderatorRole)
      writer.hex(body.member)
      writeCutOffs(writer, body.cutOffs)
      return
    case 'epoch.open':
      writer.text(body.scope)
      writer.list(body.devices, writer.hex)
      writer.fixed(body.keyCheck)
      for (const box of body.boxes) writer.fixed(box)
      return
    case 'epoch.grant':
      writer.hex(body.epoch)
      writer.hex(body.device)
      writer.fixed(body.box)
      return
    case 'epoch.ack':
      writer.hex(body.epoch)
      writer.fixed(body.sealingKey)
      writer.fixed(body.mailbox)
      return
    case 'handoff.offer':
      writer.hex(body.successor)
      writer.fixed(body.packageHash)
      return
    case 'handoff.accept':
      writer.hex(body.offer)
      writeCutOffs(writer, body.cutOffs)
      return
    case 'handoff.decline':
      writer.hex(body.offer)
      return
    case 'policy.set':
      writer.varint(body.suite)
      writer.u8(admissionNumbers[body.admission])
      writer.optional(body.document, writer.fixed)
      return
    case 'snapshot.attest':
      writer.text(body.scope)
      writer.text(body.document)
      writer.fixed(body.snapshot)
      return
    case 'recovery.set':
      writer.fixed(body.recoveryKey)
      return
    case 'recovery.use':
      writer.hex(body.member)
      writeDevice(writer, body.device)
      writer.optional(body.proof, ({ recoveryKey, signature }) => {
        writer.fixed(recoveryKey)
        writer.fixed(signature)
      })
      return
    case 'objection':
      writer.hex(body.act)
      return
    default:
      assertNever(body, 'the body of an entry')
  }
}

function writeDevice(writer: Writer, device: DeviceRecord): void {
  writer.fixed(device.signingKey)
  writer.fixed(device.sealingKey)
  writer.fixed(device.selfSignature)
}
