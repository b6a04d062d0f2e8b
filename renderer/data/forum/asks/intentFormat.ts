import { type Candidate, deviceId, type DeviceRecord, type Sodium } from '#crypto'
import type { Reader, Writer } from '#shared/codec/index.ts'
import type { DeviceId, EntryId, MemberId } from '#shared/ids.ts'
import { nameLimits } from '#shared/model/people/index.ts'
import type { Intent } from './types.ts'

const numbers = {
  remove: 1,
  'take-role': 2,
  'give-role': 3,
  'revoke-device': 4,
  admit: 5,
  return: 6,
} as const

/** A name in UTF-8. */
const nameBytes = 4 * nameLimits.units

/** Writes an intent: `u8 type`, then its ids. */
export function writeIntent(writer: Writer, intent: Intent): void {
  writer.u8(numbers[intent.type])
  switch (intent.type) {
    case 'remove':
    case 'take-role':
    case 'give-role':
      return writer.hex(intent.member)
    case 'revoke-device':
      return writer.hex(intent.device)
    case 'admit':
      writer.text(intent.name)
      return writeCandidate(writer, intent.candidate)
    case 'return':
      writer.hex(intent.member)
      return writeRecord(writer, intent.device)
  }
}

/** Reads what `writeIntent` wrote; whether it makes sense is the rules' question. */
export function readIntent(sodium: Sodium, reader: Reader): Intent {
  switch (reader.u8()) {
    case numbers.remove:
      return { type: 'remove', member: readMember(reader) }
    case numbers['take-role']:
      return { type: 'take-role', member: readMember(reader) }
    case numbers['give-role']:
      return { type: 'give-role', member: readMember(reader) }
    case numbers['revoke-device']:
      return { type: 'revoke-device', device: readDevice(reader) }
    case numbers.admit:
      return {
        type: 'admit',
        name: reader.text(nameBytes),
        candidate: readCandidate(sodium, reader),
      }
    case numbers.return:
      return { type: 'return', member: readMember(reader), device: readRecord(sodium, reader) }
    default:
      return reader.present<Intent>(null, 'type of act')
  }
}

function writeCandidate(writer: Writer, candidate: Candidate): void {
  writer.hex(candidate.invitation)
  writer.hex(candidate.admitter)
  writeRecord(writer, candidate.device)
  writer.fixed(candidate.proofKey)
  writer.fixed(candidate.transcript)
  writer.fixed(candidate.proof)
}

function readCandidate(sodium: Sodium, reader: Reader): Candidate {
  return {
    // Branded here: this is where they are parsed.
    invitation: reader.hex(32) as EntryId,
    admitter: readDevice(reader),
    device: readRecord(sodium, reader),
    proofKey: reader.fixed(32),
    transcript: reader.fixed(32),
    proof: reader.fixed(64),
  }
}

/** As in the chain: the id follows from the signing key. */
function writeRecord(writer: Writer, device: DeviceRecord): void {
  writer.fixed(device.signingKey)
  writer.fixed(device.sealingKey)
  writer.fixed(device.selfSignature)
}

function readRecord(sodium: Sodium, reader: Reader): DeviceRecord {
  const signingKey = reader.fixed(32)
  return {
    id: deviceId(sodium, signingKey),
    signingKey,
    sealingKey: reader.fixed(1216),
    selfSignature: reader.fixed(64),
  }
}

// Ids by their length: this is where they are parsed.
const readMember = (reader: Reader) => reader.hex(16) as MemberId
const readDevice = (reader: Reader) => reader.hex(32) as DeviceId
