import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import { fail, ok } from '#shared/result.ts'
import type { Result } from '#shared/result.ts'
import { memberId } from '../device.ts'
import type { Sodium } from '../sodium.ts'
import type { DeviceRecord, MemberAdmitBody, RecoveryUseBody } from './bodies.ts'
import { deviceStatement, proofStatement, recoveryStatement } from './statements.ts'
import type { Entry } from './types.ts'

/** The signatures and keys inside a body: what can be checked without knowing the forum. */
export function checkBody(sodium: Sodium, entry: Entry): Result<Entry> {
  const { body } = entry
  switch (body.type) {
    case 'genesis':
    case 'epoch.ack':
      return isSealingKey(sodium, body.sealingKey) ? ok(entry) : fail('malformed', 'sealing key')
    case 'member.admit':
      return checkAdmission(sodium, entry, body)
    case 'device.add':
      return checkDevice(sodium, entry, body.member, entry.author, body.device)
    case 'recovery.use':
      return checkRecovery(sodium, entry, body)
    default:
      return ok(entry)
  }
}

/** Whether X-Wing can encapsulate to it at all: one that cannot would block every later epoch. */
export function isSealingKey(sodium: Sodium, key: Uint8Array): boolean {
  return sodium.encapsulate(key, new Uint8Array(64)) !== null
}

function checkAdmission(sodium: Sodium, entry: Entry, body: MemberAdmitBody): Result<Entry> {
  const { device } = body
  const member = memberId(sodium, entry.forum, device.id)
  const checked = checkDevice(sodium, entry, member, body.invitation, device)
  if (!checked.ok) return checked
  const proof = proofStatement(entry.forum, entry.author, body)
  return sodium.verify('invitation-proof', proof, body.proof, body.proofKey)
    ? ok(entry)
    : fail('invitation-proof-invalid')
}

function checkRecovery(sodium: Sodium, entry: Entry, body: RecoveryUseBody): Result<Entry> {
  const checked = checkDevice(sodium, entry, body.member, entry.author, body.device)
  if (!checked.ok || body.proof === null) return checked
  const { recoveryKey, signature } = body.proof
  const statement = recoveryStatement(entry.forum, body.member, body.device)
  return sodium.verify('recovery', statement, signature, recoveryKey)
    ? ok(entry)
    : fail('signature-invalid', 'recovery key')
}

function checkDevice(
  sodium: Sodium,
  entry: Entry,
  member: MemberId,
  letInBy: EntryId | DeviceId,
  device: DeviceRecord,
): Result<Entry> {
  if (!isSealingKey(sodium, device.sealingKey)) return fail('malformed', 'sealing key')
  const own = deviceStatement(entry.forum, member, letInBy, device)
  return sodium.verify('device', own, device.selfSignature, device.signingKey)
    ? ok(entry)
    : fail('signature-invalid', 'device')
}
